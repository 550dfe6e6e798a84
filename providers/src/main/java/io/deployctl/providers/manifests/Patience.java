package io.deployctl.providers.manifests;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits and tries again, for a bounded time, until somebody asks to stop. */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final Cancellation cancellation;
  private final Duration retryTime;

  /**
   * Makes one.
   *
   * @param retryTime how long a refused write is tried again
   */
  Patience(Cancellation cancellation, Duration retryTime) {
    this.cancellation = cancellation;
    this.retryTime = retryTime;
  }

  /**
   * Does a write that is the same done twice, again while what stands against it may pass: a server
   * that is busy, a webhook that is not up yet, a namespace or kind that is just being made, a
   * quota that is just being counted.
   */
  <T> T retry(Callable<T> write) throws Exception {
    long deadline = System.nanoTime() + retryTime.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return write.call();
      } catch (ApiFailure failure) {
        boolean late = System.nanoTime() + pause.toNanos() > deadline;
        if (!mayPass(failure) || late || cancellation.isStopping()) {
          throw failure;
        }
        Thread.sleep(pause.toMillis());
        pause = longer(pause);
      }
    }
  }

  /**
   * Looks again and again until something is there.
   *
   * @return it, or empty when time is up or a stop was asked for
   */
  <T> Optional<T> await(Duration timeout, Supplier<Optional<T>> look) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent() || cancellation.isStopping()) {
        return found;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      Thread.sleep(Math.max(1, Math.min(pause.toMillis(), left / 1_000_000)));
      pause = longer(pause);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static boolean mayPass(ApiFailure failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure.isTransient() || message.contains("failed calling webhook")) {
      return true;
    }
    return switch (failure.code()) {
      case 409 -> message.contains("has been modified") || message.contains("resourcequotas");
      case 403 ->
          message.contains("being terminated") || message.contains("status unknown for quota");
      case 404 ->
          message.contains("could not find the requested resource")
              || message.contains("namespaces \"");
      default -> false;
    };
  }
}
