package io.deployctl.cli.command;

import io.deployctl.core.engine.Approver;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.util.List;

/** Says yes to a plan whose id was approved. What goes beyond it, nobody has seen. */
final class ReviewedPlan implements Approver {
  private final Approver approved;
  private final Approver beyond;

  /**
   * Makes one.
   *
   * @param names the protected environments to which somebody said yes
   * @param beyond whom to ask about what was not announced
   */
  ReviewedPlan(List<String> names, Approver beyond) {
    this.approved = new AutoApproval(names);
    this.beyond = beyond;
  }

  @Override
  public Approval approve(Plan plan) {
    return approved.approve(plan);
  }

  @Override
  public Approval approveMore(PlannedStep step, List<Effect> more) {
    return beyond.approveMore(step, more);
  }
}
