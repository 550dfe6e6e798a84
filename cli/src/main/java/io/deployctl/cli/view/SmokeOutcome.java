package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one smoke scenario went.
 *
 * @param step the step that holds it
 * @param scenario its name
 * @param requests its requests, as far as they were tried
 * @param notTried how many were left out because an earlier one failed
 */
public record SmokeOutcome(
    String step, String scenario, List<RequestOutcome> requests, int notTried) {
  /**
   * How one request went.
   *
   * @param name what it shows
   * @param tries how often it was tried
   * @param took how long the last try took
   * @param failure why it failed, if it did
   */
  public record RequestOutcome(
      String name, int tries, Duration took, Optional<Diagnostic> failure) {}

  /** Refuses nulls and copies. */
  public SmokeOutcome {
    requireNonNull(step, "step is null");
    requireNonNull(scenario, "scenario is null");
    requests = List.copyOf(requests);
  }

  /** Returns whether every request went as it should. */
  public boolean isGood() {
    return notTried == 0 && requests.stream().allMatch(request -> request.failure().isEmpty());
  }
}
