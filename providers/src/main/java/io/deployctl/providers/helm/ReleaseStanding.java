package io.deployctl.providers.helm;

import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Optional;

/**
 * How a release stands: what Helm keeps of it, and what the environment's newest release holds.
 *
 * @param scope the step
 * @param cluster where the release is
 * @param spec the release
 * @param history what Helm keeps
 */
record ReleaseStanding(StepScope scope, Cluster cluster, ReleaseSpec spec, HelmHistory history) {
  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", false);

  /** Reads Helm's history. */
  static ReleaseStanding read(StepScope scope, Cluster cluster, ReleaseSpec spec) {
    return new ReleaseStanding(scope, cluster, spec, HelmHistory.read(cluster, spec));
  }

  /** Returns the revision that Helm is at, where this environment did not make it. */
  Optional<HelmRevision> theirs() {
    return history
        .latest()
        .filter(revision -> !revision.environment().equals(scope.environment().uuid()))
        .filter(revision -> scope.previous().isEmpty());
  }

  /** Returns whether somebody else set its values, and this environment did not since. */
  boolean isOfOthers() {
    return theirs().isPresent() || wasAdopted();
  }

  /** Whether the newest release holds this one as somebody else had left it. */
  private boolean wasAdopted() {
    return previous().filter(previous -> previous.chart().isEmpty()).isPresent();
  }

  /** Returns whether chart and values are those that the release was made with, and it stands. */
  boolean isUnchanged(StoredRelease stored) {
    return stored.chart().isPresent()
        && previous()
            .filter(
                previous ->
                    previous.isStill(history.latest(), stored.chart().get(), stored.values()))
            .filter(previous -> previous.spec().identity().equals(spec.identity()))
            .isPresent();
  }

  /** Returns whether the newest release was made with the same chart. */
  boolean isOfSameChart(StoredRelease stored) {
    return previous()
        .flatMap(StoredRelease::chart)
        .filter(
            chart -> stored.chart().filter(now -> now.digest().equals(chart.digest())).isPresent())
        .isPresent();
  }

  private Optional<StoredRelease> previous() {
    return scope.previous().map(previous -> StoredRelease.of(previous.payload(), scope.redactor()));
  }

  /** Returns the objects that Helm deployed last; none where it never did. */
  Manifest deployedManifest() {
    return history.deployed().or(history::latest).map(this::manifest).orElseGet(Manifest::new);
  }

  /** Returns the objects of a revision. */
  Manifest manifest(HelmRevision revision) {
    return revision.manifest(cluster, spec.namespace());
  }

  /** Returns whether the release's namespace is neither there nor made by Helm. */
  boolean isNamespaceMissing() {
    if (spec.createNamespace()) {
      return false;
    }
    try {
      return cluster.get(NAMESPACES, "", spec.namespace()).isEmpty();
    } catch (ApiFailure refused) {
      if (refused.code() == 403) {
        // Who may not look must take it to be there; Helm will tell.
        return false;
      }
      throw refused;
    }
  }
}
