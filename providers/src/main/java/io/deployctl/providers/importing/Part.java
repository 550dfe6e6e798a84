package io.deployctl.providers.importing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A part of a system, in the order in which the parts are deployed. */
public enum Part {
  /** What others read, use or are allowed. */
  CONFIGURATION,

  /** What traffic goes through. It is before what runs: pods can find each other by a Service. */
  NETWORK,

  /** Objects of kinds that are not Kubernetes' own. */
  CUSTOM,

  /** What runs, and what scales and protects it. */
  WORKLOADS;

  private static final Set<String> WORKLOAD_KINDS =
      Set.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Pod",
          "CronJob",
          "HorizontalPodAutoscaler",
          "ScaledObject",
          "PodDisruptionBudget");

  private static final Set<String> NETWORK_KINDS =
      Set.of("Service", "Endpoints", "EndpointSlice", "Ingress", "NetworkPolicy");

  private static final Map<String, Part> GROUPS =
      Map.of("gateway.networking.k8s.io", NETWORK, "keda.sh", WORKLOADS);

  /** Returns the part that objects of the kind belong to. */
  static Part of(String group, String kind) {
    if (WORKLOAD_KINDS.contains(kind)) {
      return WORKLOADS;
    }
    if (NETWORK_KINDS.contains(kind)) {
      return NETWORK;
    }
    boolean own = !group.contains(".") || group.endsWith(".k8s.io");
    return GROUPS.getOrDefault(group, own ? CONFIGURATION : CUSTOM);
  }

  /** Returns its name, as a step has it. */
  public String stepName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
