package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is still being waited for, and for how long something has looked suspicious. */
final class Wait {
  private final Map<Expectation, Seen> pending = new LinkedHashMap<>();
  private final GraceTimes graceTimes;
  private final int total;

  /**
   * What was seen of an object last.
   *
   * @param verdict the verdict
   * @param since when this very cause was seen first, in nanoseconds of the monotonic clock
   */
  private record Seen(Verdict verdict, long since) {
    private String code() {
      return verdict.cause().map(Cause::code).orElse("");
    }
  }

  Wait(List<Expectation> expectations, GraceTimes graceTimes, long now) {
    expectations.forEach(
        expectation ->
            pending.put(expectation, new Seen(Verdict.progressing("not looked at yet"), now)));
    this.graceTimes = graceTimes;
    this.total = pending.size();
  }

  List<Expectation> pending() {
    return List.copyOf(pending.keySet());
  }

  boolean isOver() {
    return pending.isEmpty();
  }

  /** Takes a verdict, and returns the failure that it comes to, if it does. */
  Optional<Diagnostic> saw(Expectation expectation, Verdict verdict, long now) {
    if (verdict.isReady()) {
      pending.remove(expectation);
      return Optional.empty();
    }
    Seen before = pending.get(expectation);
    Seen seen = new Seen(verdict, now);
    if (before != null && before.code().equals(seen.code())) {
      seen = new Seen(verdict, before.since());
    }
    pending.put(expectation, seen);
    boolean failed =
        verdict.state() == Verdict.State.FAILED
            || verdict.state() == Verdict.State.SUSPICIOUS
                && now - seen.since() >= graceTimes.of(seen.code()).toNanos();
    return failed
        ? verdict.cause().map(cause -> cause.about(expectation.object().address()))
        : Optional.empty();
  }

  String describe() {
    Map.Entry<Expectation, Seen> first = pending.entrySet().iterator().next();
    return "%d of %d ready; waiting for %s: %s"
        .formatted(
            total - pending.size(),
            total,
            first.getKey().describe(),
            first.getValue().verdict().summary());
  }

  /** Returns, for everything that is still not ready, the cause as far as it is known. */
  List<Diagnostic> timedOut(Duration timeout) {
    return pending.entrySet().stream()
        .map(entry -> timedOut(entry.getKey(), entry.getValue().verdict(), timeout))
        .toList();
  }

  private static Diagnostic timedOut(Expectation expectation, Verdict verdict, Duration timeout) {
    String waited = "not ready after " + Durations.format(timeout) + ": " + verdict.summary();
    return verdict
        .cause()
        .map(cause -> cause.about(expectation.object().address()).detail(waited))
        .orElseGet(
            () ->
                Diagnostic.error("not-ready", expectation.describe() + ": " + waited)
                    .hint(
                        "look at its events: `kubectl describe`; or give the step more `timeout`"));
  }
}
