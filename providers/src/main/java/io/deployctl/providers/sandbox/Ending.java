package io.deployctl.providers.sandbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Ends processes, politely first, in bounded time. */
final class Ending {
  private static final Duration POLITE = Duration.ofSeconds(3);
  private static final long PAUSE_MILLIS = 20;

  private Ending() {}

  /**
   * Asks the processes to end, and after three seconds makes them.
   *
   * @return those that are still there when the patience is at its end; usually none
   */
  static List<ProcessIdentity> end(Collection<ProcessIdentity> processes, Duration patience) {
    processes.forEach(process -> process.end(false));
    List<ProcessIdentity> left = awaitAll(processes, POLITE);
    left.forEach(process -> process.end(true));
    return awaitAll(left, patience);
  }

  /** Waits until all of them are gone, and returns those that are not in time. */
  static List<ProcessIdentity> awaitAll(Collection<ProcessIdentity> processes, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ProcessIdentity> left = alive(processes);
    boolean interrupted = false;
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        // What was begun is finished: a half-ended sandbox helps nobody.
        interrupted = true;
      }
      left = alive(left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return left;
  }

  private static List<ProcessIdentity> alive(Collection<ProcessIdentity> processes) {
    return processes.stream().filter(ProcessIdentity::alive).toList();
  }
}
