package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Content;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.Recipe;
import java.time.Duration;

/**
 * What a plan file holds besides the plan.
 *
 * @param place where the environment is
 * @param recipe what the project was read with
 * @param source the project's files, as an archive
 * @param planning how it was planned
 * @param validFor how long it may be applied
 */
public record SealOptions(
    PlanFileHead.Place place,
    Recipe recipe,
    Content source,
    PlanOptions planning,
    Duration validFor) {
  /** Refuses nulls. */
  public SealOptions {
    requireNonNull(place, "place is null");
    requireNonNull(recipe, "recipe is null");
    requireNonNull(source, "source is null");
    requireNonNull(planning, "planning is null");
    requireNonNull(validFor, "validFor is null");
  }
}
