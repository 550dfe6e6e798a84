package io.deployctl.providers.manifests;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API versions that Kubernetes removed and whose kinds moved to another group. */
final class RemovedVersions {
  private static final String APPS =
      "Write it as `apps/v1` and give it a `spec.selector`: the old version was removed in 1.16";

  private static final Map<String, String> HINTS =
      Map.of(
          "extensions/v1beta1 Deployment",
          APPS,
          "extensions/v1beta1 DaemonSet",
          APPS,
          "extensions/v1beta1 ReplicaSet",
          APPS,
          "extensions/v1beta1 NetworkPolicy",
          "Write it as `networking.k8s.io/v1`: the old version was removed in 1.16",
          "extensions/v1beta1 Ingress",
          "Write it as `networking.k8s.io/v1`, with `pathType` and `service.name`: the old"
              + " version was removed in 1.22",
          "extensions/v1beta1 PodSecurityPolicy",
          podSecurity(),
          "policy/v1beta1 PodSecurityPolicy",
          podSecurity(),
          "v1 PodSecurityPolicy",
          podSecurity());

  /** Kinds that every cluster knows, to find the one that a mistyped one was meant to be. */
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

  private RemovedVersions() {}

  /** Returns what to write instead of a version that was removed, if it is known. */
  static Optional<String> hint(String apiVersion, String kind) {
    return Optional.ofNullable(HINTS.get(apiVersion + " " + kind));
  }

  /** Returns the kinds that every cluster knows. */
  static List<String> kinds() {
    return KINDS;
  }

  private static String podSecurity() {
    return "Label the namespace with `pod-security.kubernetes.io/enforce` instead:"
        + " PodSecurityPolicy was removed in 1.25";
  }
}
