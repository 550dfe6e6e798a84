package io.deployctl.cli.command;

import io.deployctl.cli.view.RunView;
import io.deployctl.core.engine.Approver;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** Asks the person at the terminal. */
final class Asking implements Approver {
  private final RunView view;
  private final BufferedReader answers;
  private final Plan plan;

  Asking(RunView view, BufferedReader answers, Plan plan) {
    this.view = view;
    this.answers = answers;
    this.plan = plan;
  }

  @Override
  public Approval approve(Plan asked) {
    return view.ask(question(), this::answer);
  }

  @Override
  public Approval approveMore(PlannedStep step, List<Effect> beyond) {
    return view.askMore(step, beyond, question(), this::answer);
  }

  private String question() {
    return plan.protectedEnvironment()
        ? "This environment is protected. Type its name to go on: "
        : "Go on? Only `yes` is taken: ";
  }

  private Approval answer() {
    String wanted = plan.protectedEnvironment() ? plan.environment() : "yes";
    try {
      String typed = answers.readLine();
      return typed != null && typed.strip().equals(wanted) ? Approval.APPROVED : Approval.DECLINED;
    } catch (IOException gone) {
      return Approval.NOBODY_TO_ASK;
    }
  }
}
