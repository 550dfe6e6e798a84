package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits by looking again and again, judging each object by its kind's rule. */
public final class ClusterReadinessWaiter implements ReadinessWaiter {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Clusters clusters;
  private final Redactor redactor;
  private final GraceTimes graceTimes;
  private final LongSupplier nanoTime;

  /**
   * Makes a waiter.
   *
   * @param nanoTime a monotonic clock in nanoseconds: a changed wall clock must not end a wait
   */
  public ClusterReadinessWaiter(
      Clusters clusters, Redactor redactor, GraceTimes graceTimes, LongSupplier nanoTime) {
    this.clusters = clusters;
    this.redactor = redactor;
    this.graceTimes = graceTimes;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Diagnostic> await(
      List<ResourceId> objects, Duration timeout, Progress progress, Cancellation cancellation) {
    return awaitAll(
        objects.stream().map(Expectation::ready).toList(), timeout, progress, cancellation);
  }

  /** Waits as {@link #await} does, for expectations that may name conditions. */
  public List<Diagnostic> awaitAll(
      List<Expectation> expectations,
      Duration timeout,
      Progress progress,
      Cancellation cancellation) {
    if (expectations.isEmpty()) {
      return List.of();
    }
    Wait wait = new Wait(expectations, graceTimes, nanoTime.getAsLong());
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable onStop = stopped::countDown;
    cancellation.onStop(onStop);
    try {
      return look(wait, timeout, progress, stopped);
    } finally {
      cancellation.forget(onStop);
    }
  }

  private List<Diagnostic> look(
      Wait wait, Duration timeout, Progress progress, CountDownLatch stopped) {
    long start = nanoTime.getAsLong();
    while (true) {
      List<Diagnostic> failures = lookOnce(wait);
      if (!failures.isEmpty() || wait.isOver()) {
        return failures;
      }
      progress.tell(wait.describe());
      if (nanoTime.getAsLong() - start >= timeout.toNanos()) {
        return wait.timedOut(timeout);
      }
      if (pause(stopped)) {
        return List.of();
      }
    }
  }

  private List<Diagnostic> lookOnce(Wait wait) {
    List<Diagnostic> failures = new ArrayList<>();
    Cluster cluster = clusters.get();
    Surroundings surroundings = new LiveSurroundings(cluster, redactor);
    for (Observation seen : Observer.observe(cluster, surroundings, wait.pending())) {
      wait.saw(seen.expectation(), seen.verdict(), nanoTime.getAsLong()).ifPresent(failures::add);
    }
    return failures;
  }

  private static boolean pause(CountDownLatch stopped) {
    try {
      return stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
