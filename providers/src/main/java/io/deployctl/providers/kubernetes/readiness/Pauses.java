package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.spi.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a wait passes the time between two looks. */
@FunctionalInterface
interface Pauses {
  /** Lets the time pass, or less of it where a stop is asked for. */
  void pause(Duration duration, Cancellation cancellation) throws InterruptedException;

  /** Returns pauses that a stop cuts short. */
  static Pauses real() {
    return (duration, cancellation) -> {
      CountDownLatch stopped = new CountDownLatch(1);
      Runnable onStop = stopped::countDown;
      cancellation.onStop(onStop);
      try {
        stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        cancellation.forget(onStop);
      }
    };
  }
}
