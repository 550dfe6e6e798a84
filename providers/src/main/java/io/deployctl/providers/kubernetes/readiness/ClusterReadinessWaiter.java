package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Waits by looking again and again, judging each object by its kind's rule. What was ready once is
 * not looked at again. Holds no state of a wait, so that several can go on side by side.
 */
public final class ClusterReadinessWaiter implements ReadinessWaiter {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Clusters clusters;
  private final Redactor redactor;
  private final GraceTimes graceTimes;
  private final LongSupplier nanoTime;
  private final Pauses pauses;

  /**
   * Makes a waiter.
   *
   * @param nanoTime a monotonic clock in nanoseconds: a changed wall clock must not end a wait
   */
  public ClusterReadinessWaiter(
      Clusters clusters, Redactor redactor, GraceTimes graceTimes, LongSupplier nanoTime) {
    this(clusters, redactor, graceTimes, nanoTime, Pauses.real());
  }

  ClusterReadinessWaiter(
      Clusters clusters,
      Redactor redactor,
      GraceTimes graceTimes,
      LongSupplier nanoTime,
      Pauses pauses) {
    this.clusters = clusters;
    this.redactor = redactor;
    this.graceTimes = graceTimes;
    this.nanoTime = nanoTime;
    this.pauses = pauses;
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
    Cluster cluster = clusters.get();
    Wait wait = new Wait(expectations, graceTimes);
    long start = nanoTime.getAsLong();
    while (!cancellation.isStopping()) {
      Surroundings surroundings = new LiveSurroundings(cluster, redactor);
      look(wait, cluster, surroundings);
      List<Diagnostic> failures = wait.failures(surroundings);
      if (!failures.isEmpty() || wait.isOver()) {
        return failures;
      }
      progress.tell(surroundings.redacted(wait.describe()));
      Duration left = timeout.minusNanos(nanoTime.getAsLong() - start);
      if (left.isNegative() || left.isZero()) {
        return wait.timedOut(timeout, surroundings);
      }
      pause(timeout, left, cancellation);
    }
    return List.of();
  }

  private void look(Wait wait, Cluster cluster, Surroundings surroundings) {
    List<Expectation> pending = wait.pending();
    Looker looker = new Looker(cluster, surroundings, pending);
    for (Expectation expectation : pending) {
      wait.saw(expectation, looker.judge(expectation), nanoTime.getAsLong());
    }
  }

  /** Looks often at first, when most becomes ready, and less often the longer it takes. */
  private void pause(Duration timeout, Duration left, Cancellation cancellation) {
    Duration slower = SHORTEST_PAUSE.plus(timeout.minus(left).dividedBy(20));
    Duration pause = slower.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : slower;
    try {
      pauses.pause(pause.compareTo(left) > 0 ? left : pause, cancellation);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED,
          Diagnostic.error("interrupted", "waiting for objects to be ready was interrupted"));
    }
  }
}
