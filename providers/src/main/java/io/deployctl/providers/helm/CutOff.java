package io.deployctl.providers.helm;

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
    return scope
        .unfinished()
        .map(Unfinished::attempt)
        .filter(attempt -> revision.isPending())
        .filter(attempt -> revision.environment().equals(scope.environment().uuid()))
        .filter(attempt -> isNextAfter(attempt.found().getOrDefault("revision", ""), revision))
        .map(attempt -> attempt.run().value())
        .filter(run -> revision.run().equals(run) || isRollback(revision));
  }

  private static boolean isNextAfter(String found, HelmRevision revision) {
    return found.equals(revision.number() == 1 ? "none" : Integer.toString(revision.number() - 1));
  }

  // Helm takes no labels for a rollback, and copies those of the revision that it goes back to.
  private static boolean isRollback(HelmRevision revision) {
    return revision.status().equals("pending-rollback");
  }
}
