package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

/**
 * Names one output of one step, as {@code ${steps.cloud.outputs.db_endpoint}} does.
 *
 * @param step the step that makes the output
 * @param output the output's name
 */
public record StepOutputRef(StepId step, String output) implements Comparable<StepOutputRef> {
  /** Refuses nulls. */
  public StepOutputRef {
    requireNonNull(step, "step is null");
    requireNonNull(output, "output is null");
  }

  @Override
  public int compareTo(StepOutputRef other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return "steps." + step.name() + ".outputs." + output;
  }
}
