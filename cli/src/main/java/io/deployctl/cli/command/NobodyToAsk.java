package io.deployctl.cli.command;

import io.deployctl.core.engine.Approver;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.util.List;

/** No terminal, and no yes in advance. */
final class NobodyToAsk implements Approver {
  @Override
  public Approval approve(Plan plan) {
    return Approval.NOBODY_TO_ASK;
  }

  @Override
  public Approval approveMore(PlannedStep step, List<Effect> beyond) {
    return Approval.NOBODY_TO_ASK;
  }
}
