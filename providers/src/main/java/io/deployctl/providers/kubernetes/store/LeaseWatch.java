package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.LeaseHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches a Lease without taking it. Whoever writes it within its duration, on this machine's
 * monotonic clock, is alive; timestamps of others decide nothing.
 */
final class LeaseWatch {
  private final LeaseObject object;
  private final LeaseTiming timing;

  LeaseWatch(LeaseObject object, LeaseTiming timing) {
    this.object = object;
    this.timing = timing;
  }

  /** Returns who holds the lease and is alive; empty where nobody is. */
  Optional<LeaseHolder> aliveHolder() {
    Optional<LeaseRecord> first = object.read().filter(lease -> !lease.holderId().isEmpty());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Duration duration = first.get().duration(timing.duration());
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < duration.toNanos()) {
      pause();
      Optional<LeaseRecord> now = object.read().filter(lease -> !lease.holderId().isEmpty());
      if (now.isEmpty()) {
        return Optional.empty();
      }
      if (!now.get().version().equals(first.get().version())) {
        return now.get().holder();
      }
    }
    return Optional.empty();
  }

  private void pause() {
    try {
      Thread.sleep(timing.renewEvery().toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED,
          Diagnostic.error("interrupted", "interrupted while watching the environment's lease"));
    }
  }
}
