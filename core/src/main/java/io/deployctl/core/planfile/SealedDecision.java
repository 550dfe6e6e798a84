package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.StepRecord;
import java.time.Instant;

/**
 * What somebody who has looked said of a step in doubt, when a plan was made. It is said of one
 * attempt and of no other: who looked at that one knows nothing of what was begun later.
 *
 * @param step the step
 * @param decision what was said
 * @param run the run that left the step in doubt
 * @param at when that run began what nobody knows the end of
 */
public record SealedDecision(StepId step, Decision decision, RunId run, Instant at) {
  /** Refuses nulls. */
  public SealedDecision {
    requireNonNull(step, "step is null");
    requireNonNull(decision, "decision is null");
    requireNonNull(run, "run is null");
    requireNonNull(at, "at is null");
  }

  /** Makes the one on an attempt. */
  public static SealedDecision on(StepId step, Decision decision, Attempt attempt) {
    return new SealedDecision(step, decision, attempt.run(), attempt.at());
  }

  /** Returns whether it is this doubt that a step's record has. */
  public boolean isOn(StepRecord record) {
    return record.step().equals(step)
        && record
            .attempt()
            .filter(attempt -> attempt.run().equals(run) && attempt.at().equals(at))
            .isPresent();
  }
}
