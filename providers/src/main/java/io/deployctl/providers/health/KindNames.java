package io.deployctl.providers.health;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds that users name without saying their group. */
final class KindNames {
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("APIService", "apiregistration.k8s.io"),
          Map.entry("ClusterRole", "rbac.authorization.k8s.io"),
          Map.entry("ClusterRoleBinding", "rbac.authorization.k8s.io"),
          Map.entry("ConfigMap", ""),
          Map.entry("CronJob", "batch"),
          Map.entry("CustomResourceDefinition", "apiextensions.k8s.io"),
          Map.entry("DaemonSet", "apps"),
          Map.entry("Deployment", "apps"),
          Map.entry("HorizontalPodAutoscaler", "autoscaling"),
          Map.entry("Ingress", "networking.k8s.io"),
          Map.entry("IngressClass", "networking.k8s.io"),
          Map.entry("Job", "batch"),
          Map.entry("Namespace", ""),
          Map.entry("NetworkPolicy", "networking.k8s.io"),
          Map.entry("Node", ""),
          Map.entry("PersistentVolume", ""),
          Map.entry("PersistentVolumeClaim", ""),
          Map.entry("Pod", ""),
          Map.entry("PodDisruptionBudget", "policy"),
          Map.entry("ReplicaSet", "apps"),
          Map.entry("Role", "rbac.authorization.k8s.io"),
          Map.entry("RoleBinding", "rbac.authorization.k8s.io"),
          Map.entry("Secret", ""),
          Map.entry("Service", ""),
          Map.entry("ServiceAccount", ""),
          Map.entry("StatefulSet", "apps"),
          Map.entry("StorageClass", "storage.k8s.io"));

  private static final Set<String> OF_THE_CLUSTER =
      Set.of(
          "APIService",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "IngressClass",
          "Namespace",
          "Node",
          "PersistentVolume",
          "StorageClass");

  private KindNames() {}

  /** Returns the kind's group, if it is one of Kubernetes' own. */
  static Optional<String> group(String kind) {
    return Optional.ofNullable(GROUPS.get(kind));
  }

  /** Returns whether the kind is known to belong to the whole cluster. */
  static boolean isOfTheCluster(String kind) {
    return OF_THE_CLUSTER.contains(kind);
  }

  /** Returns every kind that needs no group. */
  static Collection<String> all() {
    return GROUPS.keySet();
  }
}
