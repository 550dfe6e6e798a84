package io.deployctl.core.engine;

import io.deployctl.core.model.Digest;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether two configurations are the same, for the hold that a rollback leaves: in their
 * values, and in the files that their steps are made from.
 */
final class Holding {
  private static final Set<StepOutcome> ENDED =
      Set.of(StepOutcome.SUCCEEDED, StepOutcome.UNCHANGED, StepOutcome.FAILED);

  private final EngineServices services;
  private final Snapshot snapshot;

  Holding(EngineServices services, Snapshot snapshot) {
    this.services = services;
    this.snapshot = snapshot;
  }

  /**
   * Returns the hold that keeps a plan back. Where it can't be known whether a step is made from
   * something else than in the release that was rolled back from, it counts as the same.
   */
  Optional<Hold> over(Digest configDigest, List<PreparedStep> steps) {
    return snapshot
        .hold()
        .filter(hold -> hold.configDigest().equals(configDigest))
        .filter(hold -> !isChanged(services.store().release(hold.release()), steps));
  }

  /** Returns whether the releases were made from different configurations. */
  static boolean differs(Release one, Release other) {
    return !one.configDigest().equals(other.configDigest())
        || one.steps().stream().anyMatch(step -> differs(step, other.step(step.step())));
  }

  // What a rollback restored was made from the release, so its content tells, not its inputs.
  private static boolean differs(StepRecord one, Optional<StepRecord> other) {
    boolean same =
        other.isPresent()
            && (one.inputs().equals(other.get().inputs())
                || one.restoration().equals(other.get().restoration()));
    return !same;
  }

  private boolean isChanged(Optional<Release> held, List<PreparedStep> steps) {
    if (held.isEmpty()) {
      return false;
    }
    Optional<Release> parent = held.get().parent().flatMap(services.store()::release);
    return steps.stream()
        .filter(step -> !step.plan().isPlannedAgain())
        .anyMatch(step -> isChanged(step, held.get().step(step.id()), parent));
  }

  private static boolean isChanged(
      PreparedStep now, Optional<StepRecord> held, Optional<Release> parent) {
    Optional<StepRecord> reached =
        held.filter(record -> ENDED.contains(record.outcome()))
            .filter(record -> !isOfParent(record, parent));
    return reached.isPresent() && !reached.get().inputs().equals(now.plan().inputs());
  }

  // A step that failed before it was planned for good still says what the release before it said.
  private static boolean isOfParent(StepRecord record, Optional<Release> parent) {
    return record.outcome() == StepOutcome.FAILED
        && parent
            .flatMap(release -> release.step(record.step()))
            .filter(before -> before.inputs().equals(record.inputs()))
            .isPresent();
  }
}
