package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Applies one object, as it was planned and only if it still is what it was then. Safe for several
 * threads.
 */
final class ObjectApplier {
  private final Cluster cluster;
  private final EnvironmentIdentity environment;
  private final Patience patience;
  private final ObjectRemover remover;
  private final Clock clock;

  ObjectApplier(
      Cluster cluster,
      EnvironmentIdentity environment,
      Patience patience,
      ObjectRemover remover,
      Clock clock) {
    this.cluster = cluster;
    this.environment = environment;
    this.patience = patience;
    this.remover = remover;
    this.clock = clock;
  }

  /** Returns the object as the server answers it. */
  ObjectNode apply(Action action, Manifest manifest) throws Exception {
    ApiResource resource = resource(action);
    if (action.verb() == Verb.REPLACE) {
      remover.remove(action, resource);
    }
    return patience.retry(() -> attempt(action, manifest, resource));
  }

  private ObjectNode attempt(Action action, Manifest manifest, ApiResource resource)
      throws ActFailure {
    String namespace = manifest.id().namespace();
    Optional<ObjectNode> live = cluster.get(resource, namespace, manifest.id().name());
    boolean make = action.verb() == Verb.CREATE || action.verb() == Verb.REPLACE;
    if (live.isPresent()) {
      requireSame(action, live.get(), make);
    } else if (!make) {
      throw moved(action, "somebody deleted it since");
    }
    if (live.isPresent() && (!make || action.scaled())) {
      return update(action, manifest, resource, live.get());
    }
    ObjectNode answer = create(action, manifest, resource);
    boolean handover = action.scaled() && manifest.body().path("spec").has("replicas");
    return handover ? letGo(action, manifest, resource, answer) : answer;
  }

  private void requireSame(Action action, JsonNode live, boolean make) throws ActFailure {
    String uid = live.path("metadata").path("uid").asText();
    if (!make && action.uid().isPresent() && !action.uid().get().equals(uid)) {
      throw moved(action, "somebody deleted it and made another one since");
    }
    // One of ours is from an earlier try of this very act.
    boolean ours =
        live.path("metadata")
            .path("labels")
            .path(Labels.ENVIRONMENT)
            .asText()
            .equals(environment.uuid());
    if (make && !ours) {
      throw moved(action, "somebody made it since");
    }
  }

  private ObjectNode create(Action action, Manifest manifest, ApiResource resource)
      throws ActFailure {
    ObjectNode body =
        new DelegatedFields(manifest.id(), manifest.body(), false).strip(manifest.body());
    return send(action, resource, body, false);
  }

  private ObjectNode update(Action action, Manifest manifest, ApiResource resource, ObjectNode live)
      throws ActFailure {
    ObjectNode current = live;
    String manager = environment.fieldManager();
    if (action.takeover().isPresent()) {
      current = takeOver(action.takeover().get(), manifest, resource, live);
    }
    if (action.takeover().filter(Takeover::asFound).isPresent()) {
      return current;
    }
    if (action.scaled() && Handover.isDue(current, manager)) {
      Handover.coOwn(cluster, resource, current);
    }
    ObjectNode body =
        new DelegatedFields(manifest.id(), manifest.body(), action.scaled()).strip(manifest.body());
    Trees.objectAt(body, "metadata").put("uid", live.path("metadata").path("uid").asText());
    return send(action, resource, body, action.force());
  }

  private ObjectNode takeOver(
      Takeover takeover, Manifest manifest, ApiResource resource, ObjectNode live) {
    ObjectNode patch = new Adoption(environment, clock.instant()).patch(live, takeover, manifest);
    Application how = new Application(environment.fieldManager(), true, false);
    return cluster.merge(resource, manifest.id().namespace(), manifest.id().name(), patch, how);
  }

  /** Made with the manifest's number of replicas; from then on the number is the autoscaler's. */
  private ObjectNode letGo(Action action, Manifest manifest, ApiResource resource, ObjectNode made)
      throws ActFailure {
    Handover.coOwn(cluster, resource, made);
    ObjectNode body =
        new DelegatedFields(manifest.id(), manifest.body(), true).strip(manifest.body());
    Trees.objectAt(body, "metadata").put("uid", made.path("metadata").path("uid").asText());
    return send(action, resource, body, false);
  }

  private ObjectNode send(Action action, ApiResource resource, ObjectNode body, boolean force)
      throws ActFailure {
    String namespace = action.id().namespace();
    String name = action.id().name();
    String manager = environment.fieldManager();
    try {
      Application how = new Application(manager, force, false);
      return cluster.apply(resource, namespace, name, body, how);
    } catch (ApiFailure failure) {
      List<Refusals.Conflict> conflicts = Refusals.conflicts(failure);
      if (!conflicts.isEmpty() && !Refusals.areAdoptable(conflicts)) {
        throw new ActFailure(Refusals.foreignFields(action.id().address(), conflicts));
      }
      if (conflicts.isEmpty()) {
        throw failure;
      }
      Application how = new Application(manager, true, false);
      return cluster.apply(resource, namespace, name, body, how);
    }
  }

  private ApiResource resource(Action action) throws ActFailure {
    Optional<ApiResource> known = cluster.resource(action.apiVersion(), action.id().kind());
    if (known.isEmpty()) {
      cluster.forgetDiscovery();
      known = cluster.resource(action.apiVersion(), action.id().kind());
    }
    if (known.isEmpty()) {
      throw new ActFailure(
          Diagnostic.error(
                  "unknown-kind",
                  "applying "
                      + action.id().address()
                      + ": the cluster knows no `"
                      + action.id().kind()
                      + "` of `"
                      + action.apiVersion()
                      + "`")
              .hint("See whether its CustomResourceDefinition serves that version"));
    }
    return known.get();
  }

  private static ActFailure moved(Action action, String why) {
    return new ActFailure(
        Diagnostic.error("moved", "applying " + action.id().address() + ": " + why)
            .hint("Plan again, so that you see what is there now"));
  }
}
