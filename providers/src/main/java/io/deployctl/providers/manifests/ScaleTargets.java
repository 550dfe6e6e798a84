package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Knows which workloads an autoscaler targets, planned or live. */
final class ScaleTargets {
  private static final Set<String> SCALABLE = Set.of("Deployment", "StatefulSet", "ReplicaSet");

  private final Set<ResourceId> targets = new HashSet<>();

  /**
   * Finds them: among the manifests, and among the live autoscalers of the namespaces in which a
   * manifest sets a number of replicas.
   */
  static ScaleTargets find(Cluster cluster, Collection<Manifest> manifests) {
    ScaleTargets found = new ScaleTargets();
    Set<String> namespaces = new HashSet<>();
    for (Manifest manifest : manifests) {
      found.add(manifest.id().kind(), manifest.id().namespace(), manifest.body());
      if (mayBeScaled(manifest)) {
        namespaces.add(manifest.id().namespace());
      }
    }
    for (String namespace : namespaces) {
      found.addLive(cluster, "autoscaling", "HorizontalPodAutoscaler", namespace);
      found.addLive(cluster, "keda.sh", "ScaledObject", namespace);
    }
    return found;
  }

  /** Returns whether an autoscaler sets the object's number of replicas. */
  boolean contains(ResourceId id) {
    return targets.contains(id);
  }

  private static boolean mayBeScaled(Manifest manifest) {
    return SCALABLE.contains(manifest.id().kind()) && manifest.body().path("spec").has("replicas");
  }

  private void addLive(Cluster cluster, String group, String kind, String namespace) {
    cluster
        .preferred(group, kind)
        .ifPresent(
            resource -> {
              try {
                cluster
                    .list(resource, namespace, "")
                    .forEach(object -> add(kind, namespace, object));
              } catch (ApiFailure refused) {
                // Without the right to list them, what the manifests say is all there is to go by.
                if (refused.code() != 403 && refused.code() != 404) {
                  throw refused;
                }
              }
            });
  }

  private void add(String kind, String namespace, JsonNode autoscaler) {
    if (!kind.equals("HorizontalPodAutoscaler") && !kind.equals("ScaledObject")) {
      return;
    }
    JsonNode target = autoscaler.path("spec").path("scaleTargetRef");
    String name = target.path("name").asText("");
    String targetKind = target.path("kind").asText("Deployment");
    String version = target.path("apiVersion").asText("apps/v1");
    int slash = version.indexOf('/');
    if (!name.isEmpty() && !targetKind.isEmpty()) {
      String group = slash < 0 ? "" : version.substring(0, slash);
      targets.add(new ResourceId(group, targetKind, namespace, name));
    }
  }
}
