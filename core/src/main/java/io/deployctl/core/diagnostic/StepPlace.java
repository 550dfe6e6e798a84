package io.deployctl.core.diagnostic;

import static java.util.Objects.requireNonNull;

/**
 * The step that something is about.
 *
 * @param stage its stage
 * @param step its name
 */
public record StepPlace(String stage, String step) {
  /** Refuses nulls. */
  public StepPlace {
    requireNonNull(stage, "stage is null");
    requireNonNull(step, "step is null");
  }

  @Override
  public String toString() {
    return "step `" + step + "` of stage `" + stage + "`";
  }
}
