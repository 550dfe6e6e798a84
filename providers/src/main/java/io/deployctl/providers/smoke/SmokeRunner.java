package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a scenario, request by request, and stops at the first that fails for good. */
final class SmokeRunner {
  private final HttpCaller caller;
  private final Redactor redactor;
  private final Progress progress;
  private final Cancellation cancellation;
  private final Duration timeout;
  private final Map<String, String> values = new HashMap<>();

  SmokeRunner(
      HttpCaller caller,
      Map<String, String> variables,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation,
      Duration timeout) {
    this.timeout = timeout;
    this.caller = caller;
    this.redactor = redactor;
    this.progress = progress;
    this.cancellation = cancellation;
    variables.forEach((name, value) -> values.put("vars." + name, value));
  }

  SmokeReport run(Scenario scenario) throws InterruptedException {
    List<SmokeReport.StepReport> reports = new ArrayList<>();
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Scenario.Step step : scenario.steps()) {
      progress.tell((reports.size() + 1) + " of " + scenario.steps().size() + ": " + step.name());
      SmokeReport.StepReport report = tryOften(step, deadline);
      reports.add(report);
      if (report.failure().isPresent()) {
        break;
      }
    }
    return new SmokeReport(scenario.name(), reports, scenario.steps().size() - reports.size());
  }

  private SmokeReport.StepReport tryOften(Scenario.Step step, long deadline)
      throws InterruptedException {
    int tries = 0;
    while (true) {
      tries++;
      Attempt attempt = tryOnce(step);
      if (attempt.differences().isEmpty()) {
        return new SmokeReport.StepReport(step.name(), tries, attempt.took(), Optional.empty());
      }
      if (tries > step.patience().retries() || System.nanoTime() >= deadline) {
        return new SmokeReport.StepReport(
            step.name(), tries, attempt.took(), Optional.of(failure(step, tries, attempt)));
      }
      pause(step.patience().interval());
    }
  }

  /**
   * One try.
   *
   * @param differences what was not as expected; none if it succeeded
   * @param took how long it took
   */
  private record Attempt(List<String> differences, Duration took) {}

  private Attempt tryOnce(Scenario.Step step) throws InterruptedException {
    Substitution substitution = new Substitution(values);
    try {
      Answer answer = caller.send(step.request(), substitution, step.patience().timeout());
      List<String> differences =
          new ArrayList<>(Assertions.differences(step.expected(), answer, substitution));
      if (differences.isEmpty()) {
        differences.addAll(capture(step, answer));
      }
      return new Attempt(differences, answer.took());
    } catch (IOException noAnswer) {
      return new Attempt(List.of(String.valueOf(noAnswer.getMessage())), Duration.ZERO);
    }
  }

  /** Keeps what the step captures. Tokens are captured, so all of it counts as secret in output. */
  private List<String> capture(Scenario.Step step, Answer answer) {
    List<String> missing = new ArrayList<>();
    step.captures()
        .forEach(
            (name, capture) -> {
              Optional<String> value = value(capture, answer);
              value.ifPresent(text -> redactor.register(new SecretText(text)));
              value.ifPresent(text -> values.put(name, text));
              if (value.isEmpty()) {
                missing.add(
                    "capture %s: nothing at %s:%s"
                        .formatted(name, capture.source(), capture.expression()));
              }
            });
    return missing;
  }

  private static Optional<String> value(Scenario.Capture capture, Answer answer) {
    if (capture.source().equals("header")) {
      return answer.header(capture.expression());
    }
    if (capture.source().equals("json")) {
      return answer
          .json()
          .flatMap(tree -> JsonPath.find(tree, capture.expression()))
          .map(JsonNode::asText);
    }
    Matcher matcher = Pattern.compile(capture.expression()).matcher(answer.body());
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
  }

  private Diagnostic failure(Scenario.Step step, int tries, Attempt attempt) {
    Diagnostic failure =
        Diagnostic.error("smoke-failed", "smoke: " + step.name() + " (" + times(tries) + ")")
            .at(step.position())
            .detail(step.request().method() + " " + step.request().path());
    for (String difference : attempt.differences()) {
      failure = failure.detail(redactor.redact(difference));
    }
    return failure.hint("see what the application says: `deployctl health`, then its logs");
  }

  private static String times(int tries) {
    return tries == 1 ? "tried once" : "tried " + tries + " times";
  }

  private void pause(Duration interval) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable onStop = stopped::countDown;
    cancellation.onStop(onStop);
    try {
      if (stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopped");
      }
    } finally {
      cancellation.forget(onStop);
    }
  }
}
