package io.deployctl.providers.manifests;

import java.util.List;

/** Kinds that every cluster knows, to find the one that a mistyped one was meant to be. */
final class KnownKinds {
  private static final List<String> KINDS =
      List.of(
          "ClusterRole",
          "ClusterRoleBinding",
          "ConfigMap",
          "CronJob",
          "CustomResourceDefinition",
          "DaemonSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "Ingress",
          "IngressClass",
          "Job",
          "LimitRange",
          "MutatingWebhookConfiguration",
          "Namespace",
          "NetworkPolicy",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "Pod",
          "PodDisruptionBudget",
          "PriorityClass",
          "ReplicaSet",
          "ResourceQuota",
          "Role",
          "RoleBinding",
          "Secret",
          "Service",
          "ServiceAccount",
          "StatefulSet",
          "StorageClass",
          "ValidatingWebhookConfiguration");

  private KnownKinds() {}

  /** Returns the kinds that every cluster knows. */
  static List<String> all() {
    return KINDS;
  }
}
