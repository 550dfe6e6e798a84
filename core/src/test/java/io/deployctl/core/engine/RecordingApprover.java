package io.deployctl.core.engine;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/** Answers as it was told, and remembers what it was asked. */
final class RecordingApprover implements Approver {
  final List<String> questions = new ArrayList<>();
  Approval answer = Approval.APPROVED;
  Approval answerToMore = Approval.APPROVED;

  @Override
  public synchronized Approval approve(Plan plan) {
    questions.add("plan of " + plan.mode().word());
    return answer;
  }

  @Override
  public synchronized Approval approveMore(PlannedStep step, List<Effect> beyond) {
    questions.add(
        "more of "
            + step.step()
            + ": "
            + beyond.stream().map(e -> e.verb().word() + " " + e.id()).toList());
    return answerToMore;
  }
}
