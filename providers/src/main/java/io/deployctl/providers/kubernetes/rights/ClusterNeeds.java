package io.deployctl.providers.kubernetes.rights;

import io.deployctl.core.plan.Need;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.util.List;
import java.util.Optional;

/** What connecting needs: anybody may ask a server for its version and kinds. */
public final class ClusterNeeds {
  private static final String KUBE_SYSTEM = "kube-system";

  /**
   * Reading one namespace counts as a request in that namespace, so that a Role there grants it.
   *
   * @see <a
   *     href="https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/request/requestinfo.go">the
   *     API server's reading of paths</a>
   */
  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", true);

  private ClusterNeeds() {}

  /** Returns what it takes to see that the cluster is the expected one. */
  public static List<Need> ofIdentity(Optional<String> clusterId) {
    boolean byUid =
        clusterId
            .filter(id -> !id.startsWith("sha256:") && !id.matches("[0-9a-f]{64}"))
            .isPresent();
    return byUid
        ? new NeedList("to see that the cluster is the target's `clusterId`")
            .must(NeedList.ALL, NAMESPACES, KUBE_SYSTEM, KUBE_SYSTEM, "get")
            .list()
        : List.of();
  }
}
