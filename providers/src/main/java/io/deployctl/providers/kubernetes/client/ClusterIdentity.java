package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import java.util.Locale;
import java.util.Optional;

/**
 * What tells one cluster from another.
 *
 * @param uid uid of the kube-system namespace; empty where it may not be read
 * @param ca digest of the CA; empty where the kubeconfig names none
 */
record ClusterIdentity(Optional<String> uid, Optional<Digest> ca) {
  /** Returns the identity from what the server and the kubeconfig say. */
  static ClusterIdentity of(Optional<ObjectNode> kubeSystem, Access access) {
    Optional<String> uid =
        kubeSystem
            .map(namespace -> namespace.path("metadata").path("uid").asText(""))
            .filter(text -> !text.isEmpty());
    return new ClusterIdentity(uid, CaDigest.of(access.cluster()));
  }

  /**
   * Returns what records name the cluster by.
   *
   * @throws DeployctlException when there is nothing to tell it by
   */
  String id(Access access) {
    return uid.or(() -> ca.map(Digest::value))
        .orElseThrow(
            () ->
                DeployctlException.failed(
                    Diagnostic.error(
                            "cluster-unknown",
                            "connecting to "
                                + access.server()
                                + ": which cluster this is can't be told")
                        .detail("reading the namespace `kube-system` is forbidden")
                        .detail("the kubeconfig names no CA")
                        .hint(
                            "have `get` on the namespace `kube-system` granted to you, or name the"
                                + " CA in the kubeconfig")));
  }

  /**
   * Refuses a cluster that is not the expected one.
   *
   * @param expected uid of kube-system, or SHA-256 of the CA with or without {@code sha256:}
   */
  void require(String expected, Access access) {
    String wanted = expected.strip().toLowerCase(Locale.ROOT);
    boolean byCa = wanted.startsWith("sha256:") || wanted.matches("[0-9a-f]{64}");
    if (byCa ? isCa(wanted) : uid.filter(wanted::equals).isPresent()) {
      return;
    }
    if (!byCa && uid.isEmpty()) {
      throw unverified(expected, access);
    }
    throw wrong(expected, byCa, access);
  }

  private boolean isCa(String wanted) {
    return ca.filter(digest -> wanted.equals(digest.value()) || wanted.equals(digest.hex()))
        .isPresent();
  }

  private DeployctlException wrong(String expected, boolean byCa, Access access) {
    String found = byCa ? ca.map(Digest::value).orElse("no CA in the kubeconfig") : uid.orElse("");
    return DeployctlException.invalid(
        Diagnostic.error(
                "wrong-cluster",
                access.contextName() + " leads to another cluster than the environment's")
            .detail("the environment's target: " + expected)
            .detail("found at " + access.server() + ": " + found)
            .hint(
                "choose the right context with `--context`; if the cluster was made anew, set"
                    + " `target.clusterId` to what was found"));
  }

  private DeployctlException unverified(String expected, Access access) {
    Diagnostic diagnostic =
        Diagnostic.error(
                "wrong-cluster",
                access.contextName() + " can't be shown to lead to the environment's cluster")
            .detail("the environment's target: " + expected)
            .detail("reading the namespace `kube-system` at " + access.server() + " is forbidden");
    return DeployctlException.invalid(
        diagnostic.hint(
            ca.map(digest -> "set `target.clusterId` to the CA's digest: `" + digest + "`")
                .orElse("have `get` on the namespace `kube-system` granted to you")));
  }
}
