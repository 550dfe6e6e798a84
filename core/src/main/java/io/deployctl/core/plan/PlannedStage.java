package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A stage: steps that may run side by side, ordered by their needs.
 *
 * @param name its name
 * @param steps its steps, each after the steps it needs
 */
public record PlannedStage(String name, List<PlannedStep> steps) {
  /** Refuses nulls and copies. */
  public PlannedStage {
    requireNonNull(name, "name is null");
    steps = List.copyOf(steps);
  }
}
