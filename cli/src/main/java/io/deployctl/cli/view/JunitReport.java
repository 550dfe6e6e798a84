package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What checks came to, in the terms of JUnit's reports.
 *
 * @param suites a suite for each check
 */
record JunitReport(List<Suite> suites) {
  /**
   * One check: a scenario, a step, everything that an environment owns.
   *
   * @param name its name
   * @param cases what it looked at
   */
  record Suite(String name, List<Case> cases) {
    /** Copies. */
    Suite {
      cases = List.copyOf(cases);
    }
  }

  /**
   * One thing that a check looked at.
   *
   * @param name what it is
   * @param took how long it took
   * @param failures why it is not as it should be; empty where it is
   * @param skipped why it was not looked at, if it was not
   */
  record Case(String name, Duration took, List<Diagnostic> failures, Optional<String> skipped) {
    /** Copies. */
    Case {
      failures = List.copyOf(failures);
    }

    /** Returns whether it failed. */
    boolean isFailed() {
      return !failures.isEmpty();
    }
  }

  /** Copies. */
  JunitReport {
    suites = List.copyOf(suites);
  }

  /** Returns the report of how everything stands. */
  static JunitReport of(HealthReport report) {
    List<Case> cases = new ArrayList<>();
    for (HealthReport.Item item : report.items()) {
      List<Diagnostic> failures = List.of();
      if (!item.isReady()) {
        failures =
            List.of(
                item.cause()
                    .orElseGet(
                        () ->
                            Diagnostic.error("not-ready", item.address() + ": " + item.summary())));
      }
      cases.add(new Case(item.address(), Duration.ZERO, failures, Optional.empty()));
    }
    return new JunitReport(List.of(new Suite("health", cases)));
  }

  /** Returns the report of how scenarios went. */
  static JunitReport of(List<SmokeOutcome> outcomes) {
    List<Suite> suites = new ArrayList<>();
    for (SmokeOutcome outcome : outcomes) {
      List<Case> cases = new ArrayList<>();
      for (SmokeOutcome.RequestOutcome request : outcome.requests()) {
        List<Diagnostic> failures = request.failure().map(List::of).orElse(List.of());
        cases.add(new Case(request.name(), request.took(), failures, Optional.empty()));
      }
      if (outcome.notTried() > 0) {
        String left = Words.count(outcome.notTried(), "later request");
        Optional<String> why = Optional.of("an earlier request failed");
        cases.add(new Case(left, Duration.ZERO, List.of(), why));
      }
      suites.add(new Suite(outcome.step() + ": " + outcome.scenario(), cases));
    }
    return new JunitReport(suites);
  }
}
