package io.deployctl.core.engine;

import io.deployctl.core.model.StepId;
import java.util.Set;

/**
 * How to plan.
 *
 * @param only the steps to plan, with what they need; empty means all. The others are carried
 *     forward from the newest release
 * @param releaseHold whether a configuration that a rollback holds back may be applied again
 * @param requireReversible whether a plan that can't be undone without loss is refused
 * @param allowLargePrune whether a plan may prune everything, or more than a fifth of the inventory
 */
public record PlanOptions(
    Set<StepId> only, boolean releaseHold, boolean requireReversible, boolean allowLargePrune) {
  /** Plans everything and honours a hold. */
  public static final PlanOptions DEFAULT = new PlanOptions(Set.of(), false, false, false);

  /** Copies. */
  public PlanOptions {
    only = Set.copyOf(only);
  }
}
