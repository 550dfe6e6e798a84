package io.deployctl.core.engine;

import io.deployctl.core.config.StepSpec;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Request;
import java.util.Optional;

/**
 * A planned step with what executing it needs.
 *
 * @param planned the step as it is reviewed
 * @param stage its stage
 * @param purpose what becomes of the step's record
 * @param check whether it only looks
 * @param request what it was planned for
 * @param spec the step in the project, to plan it again from; empty where it came from a release
 * @param settled the record that stays true if nothing has to be done
 * @param session its session
 */
record PreparedStep(
    PlannedStep planned,
    String stage,
    Purpose purpose,
    boolean check,
    Request request,
    Optional<StepSpec> spec,
    Optional<StepRecord> settled,
    OpenSession session) {
  /** What becomes of the step's record once the step has succeeded. */
  enum Purpose {
    /** It is in the release, as the step's result says. */
    KEEP,
    /** It goes away: the step is gone from the target. */
    REMOVE,
    /** There never was one: the step is only for this run. */
    PASSING
  }

  StepId id() {
    return planned.step();
  }

  StepPlan plan() {
    return planned.plan();
  }

  /** Returns this step with the plan that was sealed, in the session that planned it again. */
  PreparedStep with(StepPlan sealed) {
    return new PreparedStep(
        planned.withPlan(sealed, planned.notes()),
        stage,
        purpose,
        check,
        request,
        spec,
        settled,
        session);
  }

  /** Returns this step planned again, in a new session. */
  PreparedStep again(PlannedStep newPlan, OpenSession newSession) {
    return new PreparedStep(
        newPlan,
        stage,
        purpose,
        check,
        request,
        spec,
        request instanceof Request.Deploy ? Optional.empty() : settled,
        newSession);
  }

  /**
   * Returns the digest of what the step was made from: of a restored one that is what its release
   * was made from, so that deploying the same again finds it unchanged.
   */
  Digest inputs() {
    return settled.map(StepRecord::inputs).orElse(planned.plan().inputs());
  }
}
