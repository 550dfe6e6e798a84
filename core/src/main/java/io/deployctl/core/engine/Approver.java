package io.deployctl.core.engine;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.util.List;

/** Says whether something may be done. Passed in: the engine never reads standard input. */
public interface Approver {
  /** Returns whether the plan may be run. Not asked about a plan without changes. */
  Approval approve(Plan plan);

  /**
   * Returns whether a step may do more than was announced, now that it is planned for good.
   *
   * @param step the step with its new plan
   * @param beyond the effects that go beyond what was announced
   */
  Approval approveMore(PlannedStep step, List<Effect> beyond);

  /** An answer. */
  enum Approval {
    APPROVED,
    DECLINED,
    /** There is nobody to ask, and nothing that says yes in advance. */
    NOBODY_TO_ASK
  }
}
