package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows which objects an autoscaler targets, planned or live: a HorizontalPodAutoscaler, or KEDA's
 * ScaledObject. One that is live but that nothing claims any more is on its way out: the number of
 * replicas is handed back.
 */
final class ScaleTargets {
  /** Why an autoscaler is deleted before its target is changed. */
  static final String GOES_FIRST =
      "goes first: as long as it is there, it would undo the number of replicas";

  private static final String HPA = "HorizontalPodAutoscaler";
  private static final String SCALED_OBJECT = "ScaledObject";

  /** The kinds of autoscalers, each with a version. */
  static final Map<String, String> AUTOSCALERS =
      Map.of(HPA, "autoscaling/v2", SCALED_OBJECT, "keda.sh/v1alpha1");

  private final StepScope scope;
  private final Set<ResourceId> targets = new HashSet<>();
  private final Map<ResourceId, Leaving> leaving = new HashMap<>();

  private ScaleTargets(StepScope scope) {
    this.scope = scope;
  }

  /**
   * An autoscaler that has to be gone before the number of replicas is the manifest's again.
   *
   * @param entry what the inventory has of it
   * @param live the autoscaler
   */
  record Leaving(InventoryEntry entry, ObjectNode live) {}

  /** Returns whether the object is one whose replicas are nobody's but an autoscaler's to guess. */
  static boolean isWorkload(ResourceId id) {
    return id.group().equals("apps")
        && Set.of("Deployment", "StatefulSet", "ReplicaSet").contains(id.kind());
  }

  /** Returns whether a change is one of a number of replicas. */
  static boolean isOfReplicas(FieldChange change) {
    return change.path().equals("spec.replicas");
  }

  /**
   * Finds them: among the manifests, and among the live autoscalers of the namespaces in which a
   * manifest sets a number of replicas.
   *
   * @param peers what the steps planned before know
   */
  static ScaleTargets find(
      Cluster cluster, StepScope scope, Map<ResourceId, Manifest> manifests, Peers peers) {
    ScaleTargets found = new ScaleTargets(scope);
    Set<String> namespaces = new HashSet<>();
    for (Manifest manifest : manifests.values()) {
      found.target(manifest.id().kind(), manifest.id().namespace(), manifest.body());
      if (mayBeScaled(manifest)) {
        namespaces.add(manifest.id().namespace());
      }
    }
    for (String namespace : namespaces) {
      found.addLive(cluster, "autoscaling", HPA, namespace, manifests.keySet(), peers);
      found.addLive(cluster, "keda.sh", SCALED_OBJECT, namespace, manifests.keySet(), peers);
    }
    found.leaving.keySet().removeAll(found.targets);
    return found;
  }

  /** Returns whether an autoscaler sets the object's number of replicas. */
  boolean contains(ResourceId id) {
    return targets.contains(id);
  }

  /** Returns the autoscalers that set an object's number of replicas until they are gone. */
  Collection<Leaving> leaving(Collection<ResourceId> objects) {
    Map<ResourceId, Leaving> found = new TreeMap<>();
    for (ResourceId id : objects) {
      Optional.ofNullable(leaving.get(id)).ifPresent(one -> found.put(one.entry().id(), one));
    }
    return List.copyOf(found.values());
  }

  /** Returns whether an autoscaler could set its number of replicas, which it sets itself. */
  static boolean mayBeScaled(Manifest manifest) {
    return manifest.body().path("spec").path("replicas").isNumber();
  }

  private void addLive(
      Cluster cluster,
      String group,
      String kind,
      String namespace,
      Set<ResourceId> claimed,
      Peers peers) {
    for (ObjectNode object : live(cluster, group, kind, namespace)) {
      String name = object.path("metadata").path("name").asText();
      ResourceId id = new ResourceId(group, kind, namespace, name);
      // Of one that a manifest makes, the manifest tells; of KEDA's own, its ScaledObject does.
      if (claimed.contains(id) || isOfScaledObject(object)) {
        continue;
      }
      Optional<InventoryEntry> entry = scope.inventory().find(id);
      boolean goes = entry.isPresent() && peers.isLeaving(entry.get(), object, scope);
      Optional<ResourceId> target = targetOf(kind, namespace, object);
      if (goes && target.isPresent()) {
        leaving.put(target.get(), new Leaving(entry.get(), object));
      } else {
        target.ifPresent(targets::add);
      }
    }
  }

  private static List<ObjectNode> live(
      Cluster cluster, String group, String kind, String namespace) {
    try {
      return cluster
          .preferred(group, kind)
          .map(resource -> cluster.list(resource, namespace, ""))
          .orElse(List.of());
    } catch (ApiFailure refused) {
      // Without the right to list them, what the manifests say is all there is to go by.
      if (refused.code() != 403 && refused.code() != 404) {
        throw refused;
      }
      return List.of();
    }
  }

  private static boolean isOfScaledObject(JsonNode autoscaler) {
    for (JsonNode owner : autoscaler.path("metadata").path("ownerReferences")) {
      if (owner.path("kind").asText().equals(SCALED_OBJECT)) {
        return true;
      }
    }
    return false;
  }

  private void target(String kind, String namespace, JsonNode autoscaler) {
    targetOf(kind, namespace, autoscaler).ifPresent(targets::add);
  }

  /** Returns which object the autoscaler targets; none where it is of another kind. */
  static Optional<ResourceId> targetOf(String kind, String namespace, JsonNode autoscaler) {
    if (!kind.equals(HPA) && !kind.equals(SCALED_OBJECT)) {
      return Optional.empty();
    }
    JsonNode target = autoscaler.path("spec").path("scaleTargetRef");
    String name = target.path("name").asText("");
    String targetKind = target.path("kind").asText("Deployment");
    String version = target.path("apiVersion").asText("apps/v1");
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : version.substring(0, slash);
    return name.isEmpty() || targetKind.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResourceId(group, targetKind, namespace, name));
  }
}
