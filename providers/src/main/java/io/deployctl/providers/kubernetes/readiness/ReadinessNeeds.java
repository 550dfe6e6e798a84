package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Need;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to see whether objects are ready, besides reading them, and why they are not.
 * Stands beside {@link LiveSurroundings}, which reads it.
 */
public final class ReadinessNeeds {
  private static final String CAUSES = "to say why something is not ready";
  private static final ApiResource LOGS = new ApiResource("v1", "Pod", "pods/log", true);

  /** Which lists the rule of a kind looks at. */
  private static final Map<String, Set<ApiResource>> LOOKED_AT =
      Map.of(
          "apps/Deployment",
          Set.of(LiveSurroundings.REPLICA_SETS, LiveSurroundings.PODS, LiveSurroundings.CLAIMS),
          "apps/ReplicaSet",
          Set.of(LiveSurroundings.PODS, LiveSurroundings.CLAIMS),
          "apps/StatefulSet",
          Set.of(LiveSurroundings.PODS, LiveSurroundings.CLAIMS),
          "apps/DaemonSet",
          Set.of(LiveSurroundings.PODS, LiveSurroundings.CLAIMS),
          "batch/Job",
          Set.of(LiveSurroundings.PODS, LiveSurroundings.CLAIMS),
          "/Pod",
          Set.of(LiveSurroundings.CLAIMS),
          "/Service",
          Set.of(LiveSurroundings.PODS, LiveSurroundings.REPLICA_SETS));

  private ReadinessNeeds() {}

  /**
   * Returns what a look at objects of the kind needs; nothing where it has no readiness.
   *
   * @param namespace where they are; empty for a kind of the whole cluster
   */
  public static List<Need> of(String group, String kindName, String namespace) {
    if (!Readiness.knows(new ResourceId(group, kindName, namespace, "any"))) {
      return List.of();
    }
    String kind = group + "/" + kindName;
    NeedList needs = new NeedList("whether a " + kindName + " is ready");
    if (kind.equals("/Service")) {
      needs.must(NeedList.NOT_DESTROYING, LiveSurroundings.SLICES, namespace, "", "list");
    }
    if (kind.equals("/PersistentVolumeClaim")) {
      needs.may(
          NeedList.NOT_DESTROYING,
          LiveSurroundings.STORAGE_CLASSES,
          "",
          "whether a PersistentVolumeClaim is bound only at its first use",
          "list");
    }
    for (ApiResource list : LOOKED_AT.getOrDefault(kind, Set.of())) {
      needs.may(NeedList.NOT_DESTROYING, list, namespace, CAUSES, "list");
    }
    if (!namespace.isEmpty()) {
      needs.may(NeedList.NOT_DESTROYING, LiveSurroundings.EVENTS, namespace, CAUSES, "list");
    }
    if (LOOKED_AT.getOrDefault(kind, Set.of()).contains(LiveSurroundings.CLAIMS)) {
      needs.may(NeedList.NOT_DESTROYING, LOGS, namespace, CAUSES, "get");
    }
    return needs.list();
  }
}
