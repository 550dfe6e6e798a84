package io.deployctl.cli.view;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * How many effects of each kind something has.
 *
 * @param create objects that will be created
 * @param change objects that will be changed
 * @param replace objects that will be deleted and created again
 * @param delete objects that will be deleted
 * @param run commands and hooks that will run
 * @param adopt objects that will be taken over as they are
 * @param checks checks that will run
 * @param open steps that are planned again when their stage is reached
 * @param refused objects that can't be taken over
 */
public record PlanCounts(
    int create,
    int change,
    int replace,
    int delete,
    int run,
    int adopt,
    int checks,
    int open,
    int refused) {
  /** Counts over all steps of the plan. */
  public static PlanCounts of(Plan plan) {
    return of(plan.steps().toList());
  }

  /** Counts over one step. */
  static PlanCounts of(PlannedStep step) {
    return of(List.of(step));
  }

  private static PlanCounts of(List<PlannedStep> steps) {
    List<Effect> effects = steps.stream().flatMap(step -> step.plan().effects().stream()).toList();
    return new PlanCounts(
        count(effects, Verb.CREATE),
        count(effects, Verb.UPDATE),
        count(effects, Verb.REPLACE),
        count(effects, Verb.DELETE),
        count(effects, Verb.RUN),
        count(effects, Verb.ADOPT),
        count(effects, Verb.READ),
        (int) steps.stream().filter(step -> step.plan().isPlannedAgain()).count(),
        (int)
            steps.stream()
                .flatMap(step -> step.verdicts().stream())
                .filter(verdict -> verdict.kind() == Verdict.Kind.REFUSED)
                .count());
  }

  private static int count(List<Effect> effects, Verb verb) {
    return (int) effects.stream().filter(effect -> effect.verb() == verb).count();
  }

  /** Returns what will be done, in words: {@code 4 to create, 1 to delete}; empty for nothing. */
  String acts() {
    List<String> parts = new ArrayList<>();
    add(parts, create, "to create");
    add(parts, change, "to change");
    add(parts, replace, "to replace");
    add(parts, delete, "to delete");
    add(parts, run, "to run");
    add(parts, adopt, "to take over");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String words) {
    if (count > 0) {
      parts.add(count + " " + words);
    }
  }
}
