package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A stage as the project declares it.
 *
 * @param name its name
 * @param steps its steps in the order of the file
 */
public record StageSpec(String name, List<StepSpec> steps) {
  /** Refuses nulls and copies. */
  public StageSpec {
    requireNonNull(name, "name is null");
    steps = List.copyOf(steps);
  }
}
