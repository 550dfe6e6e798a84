package io.deployctl.providers.kubernetes.guards;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Judges API versions by the versions of Kubernetes that a project says it is for. */
public final class VersionAdvice {
  private static final int MOST = 99;

  private final List<KubernetesVersion> meant;

  /**
   * Makes one.
   *
   * @param isMeant says whether a version such as {@code 1.34} is one of them
   */
  public VersionAdvice(Predicate<String> isMeant) {
    this.meant =
        IntStream.rangeClosed(0, MOST)
            .mapToObj(minor -> new KubernetesVersion(1, minor))
            .filter(version -> isMeant.test(version.toString()))
            .toList();
  }

  /**
   * Returns an error where none of the versions serves the object, a warning where the oldest calls
   * it deprecated or a later one is known not to serve it.
   */
  public Optional<Diagnostic> of(String apiVersion, String kind) {
    Optional<ApiVersion> known = ApiVersions.find(apiVersion, kind);
    if (known.isEmpty() || meant.isEmpty()) {
      return Optional.empty();
    }
    ApiVersion version = known.get();
    KubernetesVersion oldest = meant.get(0);
    boolean bounded = meant.get(meant.size() - 1).minor() < MOST;
    boolean somewhereGone = bounded && version.isRemovedIn(meant.get(meant.size() - 1));
    String gone = version.removed().map(removed -> ", and removed in " + removed).orElse("");
    if (version.isRemovedIn(oldest)) {
      return Optional.of(
          Diagnostic.error(
                  ApiGuard.REMOVED,
                  "`%s` %s was removed in Kubernetes %s, and the project requires %s or later"
                      .formatted(apiVersion, kind, version.removed().orElseThrow(), oldest))
              .hint(version.hint()));
    }
    if (somewhereGone || oldest.isFrom(version.deprecated())) {
      return Optional.of(
          Diagnostic.warning(
                  ApiGuard.DEPRECATED,
                  "`%s` %s is deprecated since Kubernetes %s%s"
                      .formatted(apiVersion, kind, version.deprecated(), gone))
              .hint(version.hint()));
    }
    return Optional.empty();
  }
}
