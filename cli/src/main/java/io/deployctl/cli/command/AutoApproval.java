package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Approver;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.util.List;

/** Says yes in advance; to a protected environment only where its name was said. */
final class AutoApproval implements Approver {
  private final List<String> names;

  AutoApproval(List<String> names) {
    this.names = List.copyOf(names);
  }

  @Override
  public Approval approve(Plan plan) {
    if (plan.protectedEnvironment() && !names.contains(plan.environment())) {
      throw refusal(plan.environment());
    }
    return Approval.APPROVED;
  }

  /** Returns the refusal of a yes that does not name the protected environment. */
  static DeployctlException refusal(String environment) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "protected-environment",
                "the environment `"
                    + environment
                    + "` is protected, and `--auto-approve` alone is no yes to it")
            .hint("add `--approve " + environment + "`"));
  }

  @Override
  public Approval approveMore(PlannedStep step, List<Effect> beyond) {
    return Approval.APPROVED;
  }
}
