package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Content;
import java.util.List;

/**
 * All that a plan file holds.
 *
 * @param head what everybody may read of it
 * @param steps its steps in order
 * @param recipe what the project was read with, besides its files
 * @param source the project's files, as an archive
 */
public record SealedPlan(PlanFileHead head, List<SealedStep> steps, Recipe recipe, Content source) {
  /** Refuses nulls and copies. */
  public SealedPlan {
    requireNonNull(head, "head is null");
    steps = List.copyOf(steps);
    requireNonNull(recipe, "recipe is null");
    requireNonNull(source, "source is null");
  }
}
