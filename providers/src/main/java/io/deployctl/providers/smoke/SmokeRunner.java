package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a scenario, request by request, and stops at the first that fails for good. */
final class SmokeRunner {
  private final HttpCaller caller;
  private final Redactor redactor;
  private final Progress progress;
  private final Cancellation cancellation;
  private final Duration timeout;
  private final Substitution substitution = new Substitution();

  SmokeRunner(
      HttpCaller caller,
      SmokeSpec spec,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation) {
    this.caller = caller;
    this.redactor = redactor;
    this.progress = progress;
    this.cancellation = cancellation;
    this.timeout = spec.timeout();
    spec.variables().forEach((name, text) -> put("vars." + name, text));
    spec.secrets().forEach((name, secret) -> put("vars." + name, secret.reveal()));
  }

  private void put(String name, String text) {
    substitution.put(name, TextNode.valueOf(text));
  }

  SmokeReport run(Scenario scenario) throws InterruptedException {
    List<SmokeReport.StepReport> reports = new ArrayList<>();
    int total = scenario.steps().size();
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Scenario.Step step : scenario.steps()) {
      progress.tell("%d of %d: %s".formatted(reports.size() + 1, total, step.name()));
      SmokeReport.StepReport report = tryOften(step, deadline);
      reports.add(report);
      if (report.failure().isPresent()) {
        break;
      }
    }
    return new SmokeReport(scenario.name(), reports, total - reports.size());
  }

  private SmokeReport.StepReport tryOften(Scenario.Step step, long deadline)
      throws InterruptedException {
    Attempt attempt = Attempt.NONE;
    for (int tries = 0; ; ) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return report(step, tries, attempt.lateAfter(timeout));
      }
      attempt = tryOnce(step, shorter(step.patience().timeout(), left));
      tries++;
      if (attempt.differences().isEmpty() || tries > step.patience().retries()) {
        return report(step, tries, attempt);
      }
      pause(shorter(step.patience().interval(), Duration.ofNanos(deadline - System.nanoTime())));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * One try.
   *
   * @param differences what was not as expected; none if it succeeded
   * @param took how long it took
   */
  private record Attempt(List<String> differences, Duration took) {
    private static final Attempt NONE = new Attempt(List.of(), Duration.ZERO);

    private Attempt lateAfter(Duration timeout) {
      List<String> all = new ArrayList<>(differences);
      all.add("the whole scenario's time of " + Durations.format(timeout) + " is up");
      return new Attempt(all, took);
    }
  }

  private Attempt tryOnce(Scenario.Step step, Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Answer answer = caller.send(step.request(), substitution, limit);
      Map<String, JsonNode> captured = new LinkedHashMap<>();
      List<String> missing = capture(step, answer, captured);
      List<String> differences =
          new ArrayList<>(Assertions.differences(step.expected(), answer, substitution));
      if (differences.isEmpty()) {
        differences.addAll(missing);
        captured.forEach(substitution::put);
      }
      return new Attempt(differences, answer.took());
    } catch (IOException noAnswer) {
      return new Attempt(
          List.of(String.valueOf(noAnswer.getMessage())),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /**
   * Finds what the step captures. Tokens are captured, so all of it counts as secret in output,
   * from the very answer on that it came with.
   */
  private List<String> capture(Scenario.Step step, Answer answer, Map<String, JsonNode> captured) {
    List<String> missing = new ArrayList<>();
    step.captures()
        .forEach(
            (name, capture) -> {
              String what = "capture " + name + ": nothing at " + capture.describe();
              try {
                Optional<JsonNode> value = capture.from(answer);
                value.ifPresentOrElse(
                    found -> {
                      redactor.register(
                          new SecretText(found.isValueNode() ? found.asText() : found.toString()));
                      captured.put(name, found);
                    },
                    () -> missing.add(what));
              } catch (ExpressionTooSlow slow) {
                missing.add("capture " + name + ": " + slow.getMessage());
              }
            });
    return missing;
  }

  private SmokeReport.StepReport report(Scenario.Step step, int tries, Attempt attempt) {
    return new SmokeReport.StepReport(
        step.name(),
        tries,
        attempt.took(),
        attempt.differences().isEmpty()
            ? Optional.empty()
            : Optional.of(failure(step, tries, attempt)));
  }

  /** The path is shown as the scenario writes it: what its names stand for can be secret. */
  private Diagnostic failure(Scenario.Step step, int tries, Attempt attempt) {
    Diagnostic failure =
        Diagnostic.error("smoke-failed", "smoke: " + step.name() + " (" + times(tries) + ")")
            .at(step.position())
            .detail(step.request().method() + " " + step.request().path());
    for (String difference : attempt.differences()) {
      failure = failure.detail(Assertions.brief(redactor.redact(difference)));
    }
    return failure.hint("see what the application says: `deployctl health`, then its logs");
  }

  private static String times(int tries) {
    return switch (tries) {
      case 0 -> "not tried";
      case 1 -> "tried once";
      default -> "tried " + tries + " times";
    };
  }

  private void pause(Duration interval) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable onStop = stopped::countDown;
    cancellation.onStop(onStop);
    try {
      if (stopped.await(Math.max(0, interval.toNanos()), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("stopped");
      }
    } finally {
      cancellation.forget(onStop);
    }
  }
}
