package io.deployctl.providers.kubernetes.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long a call that only reads is sent again.
 *
 * @param attempts how often it is sent at most
 * @param budget after which it is not sent again
 */
record Patience(int attempts, Duration budget) {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_000;
  private static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

  /** Returns how long to wait before the call is sent again; empty where the answer stands. */
  Optional<Duration> afterAnswer(Answer answer, int attempt, Duration elapsed) {
    int code = answer.code();
    boolean passing = code == 429 || code == 500 || code == 502 || code == 503 || code == 504;
    if (!passing || spent(attempt, elapsed)) {
      return Optional.empty();
    }
    Duration asked = answer.header("Retry-After").map(Patience::seconds).orElse(Duration.ZERO);
    Duration own = pause(attempt);
    return Optional.of(asked.compareTo(own) > 0 ? asked : own);
  }

  /** Returns how long to wait before the call is sent again; empty where the failure stands. */
  Optional<Duration> afterFailure(ApiFailure failure, int attempt, Duration elapsed) {
    boolean passing =
        failure.code() == 0
            && !failure.reason().equals(NoAnswer.UNTRUSTED)
            && !failure.reason().equals("Interrupted");
    return passing && !spent(attempt, elapsed) ? Optional.of(pause(attempt)) : Optional.empty();
  }

  private boolean spent(int attempt, Duration elapsed) {
    return attempt >= attempts || elapsed.compareTo(budget) >= 0;
  }

  private static Duration pause(int attempt) {
    long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }

  private static Duration seconds(String header) {
    try {
      Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
      return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    } catch (NumberFormatException notSeconds) {
      return Duration.ZERO;
    }
  }
}
