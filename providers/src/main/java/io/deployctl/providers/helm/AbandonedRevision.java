package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Optional;

/**
 * A revision that a helm of this environment left pending: it ended in the middle, because the
 * network let it down. Helm refuses everything on such a release, and does not know whether
 * somebody is still at work on it. The run that started that helm does.
 */
final class AbandonedRevision {
  private final StepScope scope;
  private final Cluster cluster;
  private final ReleaseSpec spec;

  AbandonedRevision(StepScope scope, Cluster cluster, ReleaseSpec spec) {
    this.scope = scope;
    this.cluster = cluster;
    this.spec = spec;
  }

  /**
   * Returns whether a run of this environment has recorded the pending revision as where its step
   * ended: the helm that it started is not at work any more.
   */
  boolean isRecorded(HelmRevision revision) {
    return isOurs(revision)
        && scope
            .previous()
            .map(previous -> StoredRelease.of(previous.payload(), scope.redactor()))
            .filter(record -> record.spec().identity().equals(spec.identity()))
            .filter(record -> record.revision() == revision.number())
            .filter(record -> record.uid().equals(revision.uid()))
            .isPresent();
  }

  /** Marks the newest revision as failed where it is pending and recorded. */
  void settleRecorded(HelmHistory history) {
    history
        .latest()
        .filter(this::isRecorded)
        .ifPresent(revision -> history.fail(cluster, spec, revision));
  }

  /**
   * Marks the revision as failed that a helm began which this run started, and whose end it has
   * seen. Where that can't be done now, the next run does it.
   *
   * @param before the newest revision before that helm
   */
  void settleAfter(Optional<HelmRevision> before) {
    try {
      HelmHistory now = HelmHistory.read(cluster, spec);
      int known = before.map(HelmRevision::number).orElse(0);
      now.latest()
          .filter(this::isOurs)
          .filter(revision -> revision.number() > known)
          .ifPresent(revision -> now.fail(cluster, spec, revision));
    } catch (DeployctlException | ApiFailure unreachable) {
      // The step's record names the revision, if it can be read by then.
    }
  }

  private boolean isOurs(HelmRevision revision) {
    return revision.isPending() && revision.environment().equals(scope.environment().uuid());
  }
}
