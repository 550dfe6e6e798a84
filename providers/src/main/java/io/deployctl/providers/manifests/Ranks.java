package io.deployctl.providers.manifests;

import io.deployctl.core.model.ResourceId;
import java.util.Map;

/**
 * In which order kinds are applied: first what others live in, then what they are made of, then
 * what they need to start, then what runs, then what points at it, and last what can refuse
 * changes. Deletion goes the other way.
 */
final class Ranks {
  /** Namespaces. */
  static final int NAMESPACE = 0;

  /** Definitions of kinds; what follows waits until they are established. */
  static final int DEFINITION = 1;

  private static final int OTHER = 6;

  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("Namespace", NAMESPACE),
          Map.entry("CustomResourceDefinition", DEFINITION),
          Map.entry("PriorityClass", 2),
          Map.entry("StorageClass", 2),
          Map.entry("RuntimeClass", 2),
          Map.entry("IngressClass", 2),
          Map.entry("ResourceQuota", 2),
          Map.entry("LimitRange", 2),
          Map.entry("ServiceAccount", 3),
          Map.entry("Secret", 3),
          Map.entry("ConfigMap", 3),
          Map.entry("PersistentVolume", 3),
          Map.entry("PersistentVolumeClaim", 3),
          Map.entry("ClusterRole", 3),
          Map.entry("Role", 3),
          Map.entry("ClusterRoleBinding", 4),
          Map.entry("RoleBinding", 4),
          Map.entry("NetworkPolicy", 4),
          Map.entry("Service", 5),
          Map.entry("PodDisruptionBudget", 5),
          Map.entry("Deployment", 7),
          Map.entry("StatefulSet", 7),
          Map.entry("DaemonSet", 7),
          Map.entry("ReplicaSet", 7),
          Map.entry("Pod", 7),
          Map.entry("Job", 7),
          Map.entry("CronJob", 7),
          Map.entry("HorizontalPodAutoscaler", 8),
          Map.entry("ScaledObject", 8),
          Map.entry("Ingress", 8),
          Map.entry("APIService", 8),
          Map.entry("ValidatingWebhookConfiguration", 9),
          Map.entry("MutatingWebhookConfiguration", 9),
          Map.entry("ValidatingAdmissionPolicy", 9),
          Map.entry("ValidatingAdmissionPolicyBinding", 9));

  private Ranks() {}

  /** Returns the object's rank; lower ones come first. */
  static int of(ResourceId id) {
    return RANKS.getOrDefault(id.kind(), OTHER);
  }
}
