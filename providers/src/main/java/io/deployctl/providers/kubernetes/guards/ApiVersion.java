package io.deployctl.providers.kubernetes.guards;

import java.util.Optional;

/**
 * A version of a kind that Kubernetes removed or is going to.
 *
 * @param apiVersion the version, such as {@code policy/v1beta1}
 * @param kind the kind
 * @param deprecated the release that deprecated it
 * @param removed the release that does not serve it any more; empty where none is set
 * @param replacement the version to write instead; empty where the kind itself is gone
 * @param advice what else is to be done about it; empty where the version is all
 */
public record ApiVersion(
    String apiVersion,
    String kind,
    KubernetesVersion deprecated,
    Optional<KubernetesVersion> removed,
    Optional<String> replacement,
    Optional<String> advice) {
  /** Returns what to write instead, as an instruction. */
  public String hint() {
    String write = replacement.map(version -> "Write it as `" + version + "`").orElse("");
    String more = advice.orElse("");
    return write.isEmpty() || more.isEmpty() ? write + more : write + ": " + more;
  }

  /** Returns whether a cluster of the version has stopped to serve it. */
  public boolean isRemovedIn(KubernetesVersion version) {
    return removed.filter(version::isFrom).isPresent();
  }
}
