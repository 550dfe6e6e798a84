package io.deployctl.providers.kubernetes.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds that every cluster has, for when there is no cluster to ask. A kind's scope and plural
 * never change between versions of its group.
 */
public final class BuiltInKinds {
  private static final String NAMESPACED =
      """
      ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate \
      ReplicationController ResourceQuota Secret Service ServiceAccount
      apps: ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
      autoscaling: HorizontalPodAutoscaler
      batch: CronJob Job
      coordination.k8s.io: Lease
      discovery.k8s.io: EndpointSlice
      networking.k8s.io: Ingress NetworkPolicy
      policy: PodDisruptionBudget
      rbac.authorization.k8s.io: Role RoleBinding
      resource.k8s.io: ResourceClaim ResourceClaimTemplate
      storage.k8s.io: CSIStorageCapacity
      """;

  private static final String OF_THE_CLUSTER =
      """
      Namespace Node PersistentVolume
      admissionregistration.k8s.io: MutatingWebhookConfiguration ValidatingAdmissionPolicy \
      ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
      apiextensions.k8s.io: CustomResourceDefinition
      apiregistration.k8s.io: APIService
      certificates.k8s.io: CertificateSigningRequest
      flowcontrol.apiserver.k8s.io: FlowSchema PriorityLevelConfiguration
      networking.k8s.io: IngressClass
      node.k8s.io: RuntimeClass
      rbac.authorization.k8s.io: ClusterRole ClusterRoleBinding
      resource.k8s.io: DeviceClass
      scheduling.k8s.io: PriorityClass
      storage.k8s.io: CSIDriver CSINode StorageClass VolumeAttachment
      """;

  /** Plurals that the rule of {@link #plural} does not make. */
  private static final Map<String, String> IRREGULAR =
      Map.of("Endpoints", "endpoints", "CSIStorageCapacity", "csistoragecapacities");

  private static final Map<String, Boolean> SCOPES = scopes();

  private BuiltInKinds() {}

  /** Returns the kind, or empty where it is none that every cluster has. */
  public static Optional<ApiResource> find(String apiVersion, String kind) {
    String group = new ApiResource(apiVersion, kind, "", true).group();
    return Optional.ofNullable(SCOPES.get(group + "/" + kind))
        .map(namespaced -> new ApiResource(apiVersion, kind, plural(kind), namespaced));
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    if (IRREGULAR.containsKey(kind)) {
      return IRREGULAR.get(kind);
    }
    if (lower.endsWith("s")) {
      return lower + "es";
    }
    boolean consonant = lower.endsWith("y") && !lower.endsWith("ay") && !lower.endsWith("ey");
    return consonant ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }

  private static Map<String, Boolean> scopes() {
    Map<String, Boolean> scopes = new HashMap<>();
    add(NAMESPACED, true, scopes);
    add(OF_THE_CLUSTER, false, scopes);
    return Map.copyOf(scopes);
  }

  private static void add(String table, boolean namespaced, Map<String, Boolean> scopes) {
    for (String line : table.lines().toList()) {
      int colon = line.indexOf(':');
      String group = colon < 0 ? "" : line.substring(0, colon);
      for (String kind : line.substring(colon + 1).strip().split(" +")) {
        scopes.put(group + "/" + kind, namespaced);
      }
    }
  }
}
