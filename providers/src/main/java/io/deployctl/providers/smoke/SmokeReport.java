package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a scenario went.
 *
 * @param scenario its name
 * @param steps its steps, as far as they were tried
 * @param notTried how many steps were left out because an earlier one failed
 */
public record SmokeReport(String scenario, List<StepReport> steps, int notTried) {
  /** Copies. */
  public SmokeReport {
    steps = List.copyOf(steps);
  }

  /**
   * How one request went.
   *
   * @param name what it shows
   * @param tries how often it was tried
   * @param took how long the last try took
   * @param failure why it failed, if it did
   */
  public record StepReport(String name, int tries, Duration took, Optional<Diagnostic> failure) {}

  /** Returns the failures. */
  public List<Diagnostic> failures() {
    return steps.stream().map(StepReport::failure).flatMap(Optional::stream).toList();
  }
}
