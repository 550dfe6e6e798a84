package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.StepPlan;

/**
 * A step as it was reviewed.
 *
 * @param identity what the step is in the target, see {@code PlannedStep}
 * @param plan what it will do, with all that doing it needs
 */
public record SealedStep(String identity, StepPlan plan) {
  /** Refuses nulls. */
  public SealedStep {
    requireNonNull(identity, "identity is null");
    requireNonNull(plan, "plan is null");
  }
}
