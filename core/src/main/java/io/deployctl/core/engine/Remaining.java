package io.deployctl.core.engine;

import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.planfile.SealedPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what is left of a plan with the plan as it was approved. An act that was cut off in its
 * middle leaves another one than was planned: of a replacement, the new object is to be made; of a
 * release that was to be installed, an upgrade is left. That is no more than was approved.
 */
final class Remaining {
  private Remaining() {}

  /** Returns the effects that go beyond the approved plan. */
  static List<Effect> beyond(SealedPlan approved, Prepared left) {
    Map<StepId, StepPlan> plans = new HashMap<>();
    approved.steps().forEach(step -> plans.put(step.plan().step(), step.plan()));
    List<Effect> beyond = new ArrayList<>();
    for (PreparedStep step : left.steps()) {
      StepPlan plan = plans.get(step.id());
      step.plan().effects().stream()
          .filter(effect -> effect.verb().isAct())
          .filter(effect -> plan == null || !isApproved(plan, effect))
          .forEach(beyond::add);
    }
    return beyond;
  }

  private static boolean isApproved(StepPlan plan, Effect effect) {
    return plan.isPlannedAgain()
        || plan.effects().stream().anyMatch(approved -> covers(plan, approved, effect));
  }

  private static boolean covers(StepPlan plan, Effect approved, Effect left) {
    boolean same = approved.address().equals(left.address()) && approved.verb().isAct();
    boolean worse = left.undo().reversibility().compareTo(approved.undo().reversibility()) > 0;
    // What was to be made anew was approved with all of its fields.
    return same
        && !worse
        && isPartOf(approved.verb(), left.verb())
        && (approved.verb() != Verb.UPDATE || Announced.areFieldsCovered(plan, approved, left));
  }

  private static boolean isPartOf(Verb approved, Verb left) {
    return switch (left) {
      case CREATE, UPDATE, ADOPT -> approved != Verb.DELETE;
      default -> approved == left;
    };
  }
}
