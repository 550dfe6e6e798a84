package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step in its place in the plan.
 *
 * @param step its name
 * @param was the name it had in earlier releases, where it was renamed
 * @param needs steps of the same stage that come first
 * @param identity what the step is in the target: {@code helm:ecap/redis}; empty where the step is
 *     nothing but its objects
 * @param stateless whether an automatic rollback may touch it, for a Helm step
 * @param plan what it will do
 * @param notes warnings and notes for the reviewer
 * @param verdicts what is there, or is not, where nothing is done with it; only where the plan
 *     takes things over
 */
public record PlannedStep(
    StepId step,
    Optional<StepId> was,
    Set<StepId> needs,
    String identity,
    boolean stateless,
    StepPlan plan,
    List<Diagnostic> notes,
    List<Verdict> verdicts) {
  /** Refuses nulls and copies. */
  public PlannedStep {
    requireNonNull(step, "step is null");
    requireNonNull(was, "was is null");
    needs = Set.copyOf(needs);
    requireNonNull(identity, "identity is null");
    requireNonNull(plan, "plan is null");
    notes = List.copyOf(notes);
    verdicts = List.copyOf(verdicts);
  }

  /** Makes a step that takes nothing over. */
  public PlannedStep(
      StepId step,
      Optional<StepId> was,
      Set<StepId> needs,
      String identity,
      boolean stateless,
      StepPlan plan,
      List<Diagnostic> notes) {
    this(step, was, needs, identity, stateless, plan, notes, List.of());
  }

  /** Returns this step with another plan: it was planned again. */
  public PlannedStep withPlan(StepPlan again, List<Diagnostic> newNotes) {
    return new PlannedStep(step, was, needs, identity, stateless, again, newNotes);
  }
}
