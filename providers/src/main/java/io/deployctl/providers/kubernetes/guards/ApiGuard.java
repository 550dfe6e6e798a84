package io.deployctl.providers.kubernetes.guards;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the API versions of objects that are about to be applied to a cluster. A version that it
 * does not serve any more is refused, one that will go away is warned of once. For one thread.
 */
public final class ApiGuard {
  /** The code of a refusal. */
  public static final String REMOVED = "removed-api-version";

  /** The code of a warning. */
  public static final String DEPRECATED = "deprecated-api-version";

  private final Cluster cluster;
  private final Map<ApiVersion, List<Place>> deprecated = new LinkedHashMap<>();

  private record Place(String address, Optional<SourcePosition> position) {}

  /** Makes one for the cluster. */
  public ApiGuard(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Looks at an object.
   *
   * @param address the object, as users read it
   * @param position where it is written, if that is known
   * @return why it can't be applied, if its version is gone
   */
  public Optional<Diagnostic> refusal(
      String apiVersion, String kind, String address, Optional<SourcePosition> position) {
    Optional<ApiVersion> known = ApiVersions.find(apiVersion, kind);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (cluster.resource(apiVersion, kind).isPresent()) {
      deprecated
          .computeIfAbsent(known.get(), key -> new ArrayList<>())
          .add(new Place(address, position));
      return Optional.empty();
    }
    return isGone(known.get())
        ? Optional.of(removed(known.get(), apiVersion, address, position))
        : Optional.empty();
  }

  /**
   * Returns a warning for each version that will go away, in the server's words where it said
   * something. To be asked after the objects have been read or tried.
   */
  public List<Diagnostic> warnings() {
    Optional<KubernetesVersion> version = version();
    return deprecated.entrySet().stream()
        .filter(
            entry ->
                version.filter(v -> v.isFrom(entry.getKey().deprecated())).isPresent()
                    || said(entry.getKey()).isPresent())
        .map(entry -> warning(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Returns the refusal of a version that is gone. */
  static Diagnostic removed(
      ApiVersion known, String apiVersion, String address, Optional<SourcePosition> position) {
    String since =
        known.removed().map(version -> ": Kubernetes removed it in " + version).orElse("");
    Diagnostic refused =
        Diagnostic.error(
            REMOVED,
            "%s is written in `%s`, which is not served%s".formatted(address, apiVersion, since));
    return position.map(refused::at).orElse(refused).hint(known.hint());
  }

  private boolean isGone(ApiVersion known) {
    return version().map(known::isRemovedIn).orElse(known.removed().isPresent());
  }

  private Optional<KubernetesVersion> version() {
    return cluster.target().version().flatMap(KubernetesVersion::parse);
  }

  private Optional<String> said(ApiVersion known) {
    return cluster.deprecation(known.apiVersion(), known.kind());
  }

  private Diagnostic warning(ApiVersion known, List<Place> places) {
    Place first = places.get(0);
    String summary =
        said(known)
            .orElseGet(
                () ->
                    "`%s` %s is deprecated since Kubernetes %s%s"
                        .formatted(
                            known.apiVersion(),
                            known.kind(),
                            known.deprecated(),
                            known.removed().map(v -> " and gone in " + v).orElse("")));
    Diagnostic warning = Diagnostic.warning(DEPRECATED, summary).hint(known.hint());
    for (Place place : places) {
      String at = place.position().map(where -> " at " + where).orElse("");
      warning = warning.detail(place.address() + at);
    }
    return first.position().map(warning::at).orElse(warning);
  }
}
