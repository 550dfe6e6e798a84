package io.deployctl.core.engine;

import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Decision;
import java.util.Map;
import java.util.Set;

/**
 * How to plan.
 *
 * @param only the steps to plan, with what they need; empty means all. The others are carried
 *     forward from the newest release
 * @param releaseHold whether a configuration that a rollback holds back may be applied again
 * @param requireReversible whether a plan that can't be undone without loss is refused
 * @param allowLargePrune whether a plan may prune everything, or more than a fifth of the inventory
 * @param decisions what became of acts that an earlier run left in doubt, by their steps
 */
public record PlanOptions(
    Set<StepId> only,
    boolean releaseHold,
    boolean requireReversible,
    boolean allowLargePrune,
    Map<StepId, Decision> decisions) {
  /** Plans everything and honours a hold. */
  public static final PlanOptions DEFAULT = new PlanOptions(Set.of(), false, false, false);

  /** Copies. */
  public PlanOptions {
    only = Set.copyOf(only);
    decisions = Map.copyOf(decisions);
  }

  /** Makes some that decide nothing. */
  public PlanOptions(
      Set<StepId> only, boolean releaseHold, boolean requireReversible, boolean allowLargePrune) {
    this(only, releaseHold, requireReversible, allowLargePrune, Map.of());
  }

  /** Returns these with what is said of acts in doubt. */
  public PlanOptions deciding(Map<StepId, Decision> words) {
    return new PlanOptions(only, releaseHold, requireReversible, allowLargePrune, words);
  }
}
