package io.deployctl.providers.kubernetes.store;

import java.time.Duration;

/**
 * How long a lease lives without a heartbeat, and how often the heart beats.
 *
 * @param duration how long others wait, seeing no heartbeat, before they take the lease
 * @param renewEvery how often the holder renews it
 */
public record LeaseTiming(Duration duration, Duration renewEvery) {
  /** What runs use: the lease outlives five lost heartbeats. */
  public static final LeaseTiming DEFAULT =
      new LeaseTiming(Duration.ofSeconds(30), Duration.ofSeconds(5));

  /** Refuses a lease that is not renewed at least twice in its life, or lives less than 1 s. */
  public LeaseTiming {
    if (duration.toSeconds() < 1 || renewEvery.isZero() || renewEvery.isNegative()) {
      throw new IllegalArgumentException("a lease lives for a second at least");
    }
    if (renewEvery.multipliedBy(2).compareTo(duration) > 0) {
      throw new IllegalArgumentException("a lease is renewed twice in its life at least");
    }
  }
}
