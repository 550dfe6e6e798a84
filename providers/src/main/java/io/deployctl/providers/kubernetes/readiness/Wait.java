package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is still being waited for, and for how long something has looked suspicious. */
final class Wait {
  /** A cause that was not seen for so long is over; the next time counts anew. */
  private static final long FORGOTTEN = Duration.ofSeconds(30).toNanos();

  private final Map<Expectation, Seen> pending = new LinkedHashMap<>();
  private final GraceTimes graceTimes;
  private final int total;

  /** What was seen of one object; times are nanoseconds of the monotonic clock. */
  private static final class Seen {
    private final Map<CauseCode, Long> first = new EnumMap<>(CauseCode.class);
    private final Map<CauseCode, Long> last = new EnumMap<>(CauseCode.class);
    private Verdict verdict = Verdict.progressing("not looked at yet");
    private boolean failed;
    private Optional<Long> readySince = Optional.empty();
    private Optional<Cause> doubt = Optional.empty();
    private boolean seenUnready;

    /**
     * Returns whether the object has been ready for long enough to believe it. What was ready long
     * before the wait began has proven it then. What crashed between two looks has another cause
     * for doubt (it counts the restarts), and has to prove itself anew.
     */
    private boolean isProven(Verdict next, long now) {
      readySince =
          readySince.filter(since -> doubt.equals(next.cause())).or(() -> Optional.of(now));
      doubt = next.cause();
      boolean longSince = !seenUnready && next.proof().given();
      return longSince || now - readySince.orElseThrow() >= next.proof().needed().toNanos();
    }

    private void look(Verdict next, long now, GraceTimes graceTimes) {
      verdict = next;
      readySince = readySince.filter(since -> next.isReady());
      seenUnready = seenUnready || !next.isReady();
      next.cause().map(Cause::code).ifPresent(code -> look(code, now));
      failed =
          next.state() == Verdict.State.FAILED
              || next.state() == Verdict.State.SUSPICIOUS
                  && isOver(next.cause().orElseThrow().code(), now, graceTimes);
    }

    private void look(CauseCode code, long now) {
      Long before = last.put(code, now);
      if (before == null || now - before > FORGOTTEN) {
        first.put(code, now);
      }
    }

    private boolean isOver(CauseCode code, long now, GraceTimes graceTimes) {
      return now - first.get(code) >= graceTimes.of(code).toNanos();
    }
  }

  Wait(List<Expectation> expectations, GraceTimes graceTimes) {
    expectations.forEach(expectation -> pending.put(expectation, new Seen()));
    this.graceTimes = graceTimes;
    this.total = pending.size();
  }

  List<Expectation> pending() {
    return List.copyOf(pending.keySet());
  }

  boolean isOver() {
    return pending.isEmpty();
  }

  /** Takes how an object stands. */
  void saw(Expectation expectation, Verdict verdict, long now) {
    Seen seen = pending.get(expectation);
    if (verdict.isReady() && seen.isProven(verdict, now)) {
      pending.remove(expectation);
    } else {
      seen.look(verdict, now, graceTimes);
    }
  }

  /** Returns a line that says how far it is, naming what stands worst. */
  String describe() {
    Map.Entry<Expectation, Seen> worst =
        pending.entrySet().stream()
            .max(Comparator.comparing(entry -> entry.getValue().verdict.state()))
            .orElseThrow();
    Verdict verdict = worst.getValue().verdict;
    String summary =
        verdict
            .cause()
            .filter(cause -> verdict.state() != Verdict.State.PROGRESSING)
            .map(Cause::summary)
            .filter(cause -> !cause.equals(verdict.summary()))
            .map(cause -> verdict.summary() + ", " + cause)
            .orElse(verdict.summary());
    return "%d of %d ready; waiting for %s: %s"
        .formatted(total - pending.size(), total, worst.getKey().describe(), summary);
  }

  /** Returns what failed for good at the last look. */
  List<Diagnostic> failures(Surroundings around) {
    return pending.entrySet().stream()
        .filter(entry -> entry.getValue().failed)
        .map(entry -> failure(entry.getKey(), entry.getValue().verdict, around))
        .toList();
  }

  /** Returns, for everything that is still not ready, the cause as far as it is known. */
  List<Diagnostic> timedOut(Duration timeout, Surroundings around) {
    return pending.entrySet().stream()
        .map(entry -> timedOut(entry.getKey(), entry.getValue().verdict, timeout, around))
        .toList();
  }

  private static Diagnostic failure(Expectation expectation, Verdict verdict, Surroundings around) {
    return verdict.cause().orElseThrow().told(around).about(expectation.object().address());
  }

  private static Diagnostic timedOut(
      Expectation expectation, Verdict verdict, Duration timeout, Surroundings around) {
    String waited = "not ready after " + Durations.format(timeout) + ": " + verdict.summary();
    return verdict.cause().isPresent()
        ? failure(expectation, verdict, around).detail(around.redacted(waited))
        : Diagnostic.error(
                CauseCode.NOT_READY.word(), expectation.describe() + ": " + around.redacted(waited))
            .hint("look at its events: `kubectl describe`; or give the step more `timeout`");
  }
}
