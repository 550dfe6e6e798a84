package io.deployctl.providers.kubernetes.guards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of Kubernetes' own kinds that were removed or are deprecated. From the markers in
 * Kubernetes' sources ({@code APILifecycleDeprecated} and {@code APILifecycleRemoved} of
 * k8s.io/api) and its <a href="https://kubernetes.io/docs/reference/using-api/deprecation-guide/">
 * deprecation guide</a>; the page {@code docs/reference/api-versions.md} shows the same.
 */
public final class ApiVersions {
  /** Version, kind, deprecated in, removed in, and what to write instead; a dash for nothing. */
  private static final String TABLE =
      """
      apps/v1beta1                          Deployment                        1.8   1.16  apps/v1
      apps/v1beta1                          StatefulSet                       1.8   1.16  apps/v1
      apps/v1beta2                          DaemonSet                         1.9   1.16  apps/v1
      apps/v1beta2                          Deployment                        1.9   1.16  apps/v1
      apps/v1beta2                          ReplicaSet                        1.9   1.16  apps/v1
      apps/v1beta2                          StatefulSet                       1.9   1.16  apps/v1
      extensions/v1beta1                    DaemonSet                         1.8   1.16  apps/v1
      extensions/v1beta1                    Deployment                        1.8   1.16  apps/v1
      extensions/v1beta1                    NetworkPolicy                     1.9   1.16  networking.k8s.io/v1
      extensions/v1beta1                    PodSecurityPolicy                 1.11  1.16  -
      extensions/v1beta1                    ReplicaSet                        1.8   1.16  apps/v1
      admissionregistration.k8s.io/v1beta1  MutatingWebhookConfiguration      1.16  1.22  admissionregistration.k8s.io/v1
      admissionregistration.k8s.io/v1beta1  ValidatingWebhookConfiguration    1.16  1.22  admissionregistration.k8s.io/v1
      apiextensions.k8s.io/v1beta1          CustomResourceDefinition          1.16  1.22  apiextensions.k8s.io/v1
      apiregistration.k8s.io/v1beta1        APIService                        1.19  1.22  apiregistration.k8s.io/v1
      certificates.k8s.io/v1beta1           CertificateSigningRequest         1.19  1.22  certificates.k8s.io/v1
      coordination.k8s.io/v1beta1           Lease                             1.19  1.22  coordination.k8s.io/v1
      extensions/v1beta1                    Ingress                           1.14  1.22  networking.k8s.io/v1
      networking.k8s.io/v1beta1             Ingress                           1.19  1.22  networking.k8s.io/v1
      networking.k8s.io/v1beta1             IngressClass                      1.19  1.22  networking.k8s.io/v1
      rbac.authorization.k8s.io/v1beta1     ClusterRole                       1.17  1.22  rbac.authorization.k8s.io/v1
      rbac.authorization.k8s.io/v1beta1     ClusterRoleBinding                1.17  1.22  rbac.authorization.k8s.io/v1
      rbac.authorization.k8s.io/v1beta1     Role                              1.17  1.22  rbac.authorization.k8s.io/v1
      rbac.authorization.k8s.io/v1beta1     RoleBinding                       1.17  1.22  rbac.authorization.k8s.io/v1
      scheduling.k8s.io/v1beta1             PriorityClass                     1.14  1.22  scheduling.k8s.io/v1
      storage.k8s.io/v1beta1                CSIDriver                         1.19  1.22  storage.k8s.io/v1
      storage.k8s.io/v1beta1                CSINode                           1.17  1.22  storage.k8s.io/v1
      storage.k8s.io/v1beta1                StorageClass                      1.19  1.22  storage.k8s.io/v1
      storage.k8s.io/v1beta1                VolumeAttachment                  1.19  1.22  storage.k8s.io/v1
      autoscaling/v2beta1                   HorizontalPodAutoscaler           1.22  1.25  autoscaling/v2
      batch/v1beta1                         CronJob                           1.21  1.25  batch/v1
      discovery.k8s.io/v1beta1              EndpointSlice                     1.21  1.25  discovery.k8s.io/v1
      events.k8s.io/v1beta1                 Event                             1.22  1.25  events.k8s.io/v1
      node.k8s.io/v1beta1                   RuntimeClass                      1.22  1.25  node.k8s.io/v1
      policy/v1beta1                        PodDisruptionBudget               1.21  1.25  policy/v1
      policy/v1beta1                        PodSecurityPolicy                 1.21  1.25  -
      autoscaling/v2beta2                   HorizontalPodAutoscaler           1.23  1.26  autoscaling/v2
      flowcontrol.apiserver.k8s.io/v1beta1  FlowSchema                        1.23  1.26  flowcontrol.apiserver.k8s.io/v1
      flowcontrol.apiserver.k8s.io/v1beta1  PriorityLevelConfiguration        1.23  1.26  flowcontrol.apiserver.k8s.io/v1
      storage.k8s.io/v1beta1                CSIStorageCapacity                1.24  1.27  storage.k8s.io/v1
      flowcontrol.apiserver.k8s.io/v1beta2  FlowSchema                        1.26  1.29  flowcontrol.apiserver.k8s.io/v1
      flowcontrol.apiserver.k8s.io/v1beta2  PriorityLevelConfiguration        1.26  1.29  flowcontrol.apiserver.k8s.io/v1
      flowcontrol.apiserver.k8s.io/v1beta3  FlowSchema                        1.29  1.32  flowcontrol.apiserver.k8s.io/v1
      flowcontrol.apiserver.k8s.io/v1beta3  PriorityLevelConfiguration        1.29  1.32  flowcontrol.apiserver.k8s.io/v1
      admissionregistration.k8s.io/v1beta1  ValidatingAdmissionPolicy         1.31  1.34  admissionregistration.k8s.io/v1
      admissionregistration.k8s.io/v1beta1  ValidatingAdmissionPolicyBinding  1.31  1.34  admissionregistration.k8s.io/v1
      networking.k8s.io/v1beta1             IPAddress                         1.34  1.37  networking.k8s.io/v1
      networking.k8s.io/v1beta1             ServiceCIDR                       1.34  1.37  networking.k8s.io/v1
      storage.k8s.io/v1beta1                VolumeAttributesClass             1.34  1.37  storage.k8s.io/v1
      resource.k8s.io/v1beta1               DeviceClass                       1.35  1.38  resource.k8s.io/v1
      resource.k8s.io/v1beta1               ResourceClaim                     1.35  1.38  resource.k8s.io/v1
      resource.k8s.io/v1beta1               ResourceClaimTemplate             1.35  1.38  resource.k8s.io/v1
      resource.k8s.io/v1beta1               ResourceSlice                     1.35  1.38  resource.k8s.io/v1
      resource.k8s.io/v1beta2               DeviceClass                       1.36  1.39  resource.k8s.io/v1
      resource.k8s.io/v1beta2               ResourceClaim                     1.36  1.39  resource.k8s.io/v1
      resource.k8s.io/v1beta2               ResourceClaimTemplate             1.36  1.39  resource.k8s.io/v1
      resource.k8s.io/v1beta2               ResourceSlice                     1.36  1.39  resource.k8s.io/v1
      admissionregistration.k8s.io/v1beta1  MutatingAdmissionPolicy           1.37  1.40  admissionregistration.k8s.io/v1
      admissionregistration.k8s.io/v1beta1  MutatingAdmissionPolicyBinding    1.37  1.40  admissionregistration.k8s.io/v1
      v1                                    ComponentStatus                   1.19  -     -
      v1                                    Endpoints                         1.33  -     discovery.k8s.io/v1
      """;

  private static final String SELECTOR = "it needs a `spec.selector`";
  private static final String INGRESS =
      "each path needs a `pathType`, and a backend is `service: {name, port}`";
  private static final String POD_SECURITY =
      "Label the namespace with `pod-security.kubernetes.io/enforce` instead";

  /** What the new version asks for besides, by the kind. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "PodSecurityPolicy",
          POD_SECURITY,
          "DaemonSet",
          SELECTOR,
          "Deployment",
          SELECTOR,
          "ReplicaSet",
          SELECTOR,
          "StatefulSet",
          SELECTOR,
          "Ingress",
          INGRESS,
          "CustomResourceDefinition",
          "each version needs a structural schema of its own",
          "Endpoints",
          "as an EndpointSlice",
          "ComponentStatus",
          "Ask the control plane's own health endpoints instead");

  private static final Map<String, ApiVersion> KNOWN = read();

  private ApiVersions() {}

  /** Returns what is known of the version of a kind; empty where it is not going away. */
  public static Optional<ApiVersion> find(String apiVersion, String kind) {
    ApiVersion known = KNOWN.get(apiVersion + " " + kind);
    // Of a kind that is gone as a whole, no version is right.
    return known == null && kind.equals("PodSecurityPolicy")
        ? find("policy/v1beta1", kind)
        : Optional.ofNullable(known);
  }

  /** Returns all, the ones that went first first. */
  public static List<ApiVersion> all() {
    return List.copyOf(KNOWN.values());
  }

  private static Map<String, ApiVersion> read() {
    Map<String, ApiVersion> known = new LinkedHashMap<>();
    TABLE
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .forEach(
            cells ->
                known.put(
                    cells[0] + " " + cells[1],
                    new ApiVersion(
                        cells[0],
                        cells[1],
                        KubernetesVersion.parse(cells[2]).orElseThrow(),
                        KubernetesVersion.parse(cells[3]),
                        Optional.of(cells[4]).filter(text -> !text.equals("-")),
                        Optional.ofNullable(ADVICE.get(cells[1])))));
    return known;
  }
}
