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
  /**
   * No object has it, since the store counts from its own first entry on: an apply that names it
   * makes an object, and conflicts with one that is there.
   */
  private static final String NONE_THERE = "1";

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
    if (action.verb() != Verb.REPLACE) {
      return patience.retry(() -> attempt(action, manifest, resource, manifest.body()));
    }
    String namespace = manifest.id().namespace();
    Optional<ObjectNode> former = cluster.get(resource, namespace, manifest.id().name());
    remover.remove(action, resource);
    // The new one begins with what others had made of the old one.
    ObjectNode body =
        former
            .map(live -> delegated(action, manifest, live).keep(manifest.body(), live))
            .orElse(manifest.body());
    return patience.retry(() -> attempt(action, manifest, resource, body));
  }

  private ObjectNode attempt(
      Action action, Manifest manifest, ApiResource resource, ObjectNode written)
      throws ActFailure {
    boolean make = action.verb() == Verb.CREATE || action.verb() == Verb.REPLACE;
    if (make) {
      Optional<ObjectNode> made = createIfAbsent(action, manifest, resource, written);
      if (made.isPresent()) {
        return made.get();
      }
    }
    String namespace = manifest.id().namespace();
    Optional<ObjectNode> live = cluster.get(resource, namespace, manifest.id().name());
    if (live.isPresent()) {
      requireSame(action, live.get(), make);
    } else if (!make) {
      throw moved(action, "somebody deleted it since");
    }
    return live.isPresent()
        ? update(action, manifest, resource, live.get())
        : create(action, manifest, resource, written);
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

  private ObjectNode create(
      Action action, Manifest manifest, ApiResource resource, ObjectNode written)
      throws ActFailure {
    ObjectNode body = DelegatedFields.of(manifest, action.scaled()).forCreation(written);
    return handedOver(action, manifest, resource, send(action, resource, body, false));
  }

  /**
   * The precondition goes with the write, which needs no look before it. Empty where the server has
   * something against it; then a look tells what.
   */
  private Optional<ObjectNode> createIfAbsent(
      Action action, Manifest manifest, ApiResource resource, ObjectNode written)
      throws ActFailure {
    ObjectNode body = DelegatedFields.of(manifest, action.scaled()).forCreation(written);
    Trees.objectAt(body, "metadata").put("resourceVersion", NONE_THERE);
    ObjectNode made;
    try {
      Application how = new Application(manager(), false, false);
      made = cluster.apply(resource, action.id().namespace(), action.id().name(), body, how);
    } catch (ApiFailure failure) {
      if (failure.code() != 409) {
        throw failure;
      }
      return Optional.empty();
    }
    return Optional.of(handedOver(action, manifest, resource, made));
  }

  private ObjectNode handedOver(
      Action action, Manifest manifest, ApiResource resource, ObjectNode made) throws ActFailure {
    // What others own is theirs from now on, at the value that it was made with.
    FieldSet due = Handover.due(made, manager(), delegated(action, manifest, made));
    return due.isEmpty() ? made : letGo(action, manifest, resource, made, due);
  }

  private ObjectNode update(Action action, Manifest manifest, ApiResource resource, ObjectNode live)
      throws ActFailure {
    ObjectNode current = live;
    if (action.takeover().isPresent()) {
      current = takeOver(action.takeover().get(), manifest, resource, live);
    }
    if (action.takeover().filter(Takeover::asFound).isPresent()) {
      return current;
    }
    FieldSet due = Handover.due(current, manager(), delegated(action, manifest, current));
    ObjectNode answer = letGo(action, manifest, resource, current, due);
    Handover.takeBack(cluster, resource, answer, manager());
    return answer;
  }

  /** Applies the manifest without what others own, which stays as it is. */
  private ObjectNode letGo(
      Action action, Manifest manifest, ApiResource resource, ObjectNode live, FieldSet due)
      throws ActFailure {
    Handover.coOwn(cluster, resource, live, due);
    ObjectNode body = delegated(action, manifest, live).strip(manifest.body());
    Trees.objectAt(body, "metadata").put("uid", live.path("metadata").path("uid").asText());
    return send(action, resource, body, action.force());
  }

  private ObjectNode takeOver(
      Takeover takeover, Manifest manifest, ApiResource resource, ObjectNode live) {
    ObjectNode patch = new Adoption(environment, clock.instant()).patch(live, takeover, manifest);
    Application how = new Application(manager(), true, false);
    return cluster.merge(resource, manifest.id().namespace(), manifest.id().name(), patch, how);
  }

  private static DelegatedFields delegated(Action action, Manifest manifest, ObjectNode live) {
    return DelegatedFields.of(manifest, action.scaled(), live);
  }

  private String manager() {
    return environment.fieldManager();
  }

  private ObjectNode send(Action action, ApiResource resource, ObjectNode body, boolean force)
      throws ActFailure {
    String namespace = action.id().namespace();
    String name = action.id().name();
    try {
      Application how = new Application(manager(), force, false);
      return cluster.apply(resource, namespace, name, body, how);
    } catch (ApiFailure failure) {
      List<Refusals.Conflict> conflicts = Refusals.conflicts(failure);
      if (!conflicts.isEmpty() && !Refusals.areAdoptable(conflicts)) {
        throw new ActFailure(Refusals.foreignFields(action.id().address(), conflicts));
      }
      if (conflicts.isEmpty()) {
        throw failure;
      }
      Application how = new Application(manager(), true, false);
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
