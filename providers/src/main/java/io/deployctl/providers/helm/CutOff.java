package io.deployctl.providers.helm;

import io.deployctl.core.model.RunId;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.Unfinished;
import java.util.Optional;

/**
 * Tells a revision that a dead run of this very environment left pending from one on which somebody
 * is at work. A label that Helm copies from revision to revision is not enough: somebody's upgrade
 * by hand carries it too.
 */
final class CutOff {
  private final StepScope scope;

  CutOff(StepScope scope) {
    this.scope = scope;
  }

  /** Returns the run that left the revision pending, if that is known for certain. */
  Optional<String> by(HelmRevision revision) {
    return byUnfinished(revision).or(() -> byRecorded(revision));
  }

  /**
   * Returns whether the revision is pending and the run made it. It is nobody's work any more once
   * that run has seen the end of its helm.
   */
  boolean isLeftBy(RunId run, HelmRevision revision) {
    return revision.isPending()
        && revision.environment().equals(scope.environment().uuid())
        && (revision.run().equals(run.value()) || isRollback(revision));
  }

  private Optional<String> byUnfinished(HelmRevision revision) {
    return scope
        .unfinished()
        .map(Unfinished::attempt)
        .filter(attempt -> revision.isPending())
        .filter(attempt -> revision.environment().equals(scope.environment().uuid()))
        .filter(attempt -> isNextAfter(attempt.found().getOrDefault("revision", ""), revision))
        .map(attempt -> attempt.run().value())
        .filter(run -> revision.run().equals(run) || isRollback(revision));
  }

  /** A run that saw its helm end, and could not record the revision as failed, still noted it. */
  private Optional<String> byRecorded(HelmRevision revision) {
    return scope
        .previous()
        .filter(noted -> revision.isPending())
        .map(noted -> StoredRelease.of(noted.payload(), scope.redactor()))
        .filter(noted -> noted.revision() == revision.number())
        .filter(noted -> noted.uid().equals(revision.uid()))
        .map(noted -> revision.run());
  }

  private static boolean isNextAfter(String found, HelmRevision revision) {
    return found.equals(revision.number() == 1 ? "none" : Integer.toString(revision.number() - 1));
  }

  // Helm takes no labels for a rollback, and copies those of the revision that it goes back to.
  private static boolean isRollback(HelmRevision revision) {
    return revision.status().equals("pending-rollback");
  }
}
