package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Leases;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the lease when it is free, given back, or abandoned. A lease is abandoned when it was seen
 * not to change for its whole duration on this machine's monotonic clock, as client-go has it;
 * timestamps of others decide nothing.
 */
final class LeaseAcquisition {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final LeaseObject object;
  private final LeaseTiming timing;
  private final Clock clock;
  private final LeaseHolder holder;
  private final String id;
  private String seenVersion = "";
  private long seenNanos;

  LeaseAcquisition(LeaseObject object, LeaseTiming timing, Clock clock, LeaseHolder holder) {
    this.object = object;
    this.timing = timing;
    this.clock = clock;
    this.holder = holder;
    // A run that is resumed has the same id as the one that may still hold the lease.
    this.id = holder.run().value() + "_" + UUID.randomUUID();
  }

  /**
   * Returns the lease.
   *
   * @param wait how long to wait for a living holder; one that looks dead is watched for as long as
   *     it takes to be sure
   */
  ClusterLease acquire(Duration wait) {
    long start = System.nanoTime();
    long before = start;
    boolean watch = false;
    while (true) {
      long sent = System.nanoTime();
      Optional<LeaseRecord> found = object.read();
      Optional<LeaseRecord> mine = tryAttempt(found, sent);
      if (mine.isPresent()) {
        return new ClusterLease(object, mine.get(), timing, clock, before).start();
      }
      before = sent;
      if (found.isPresent()) {
        watch = watch(found.get(), watch, sent);
      }
      boolean late = System.nanoTime() - start >= wait.toNanos();
      if (late && !watch && found.isPresent() && !found.get().holderId().isEmpty()) {
        throw new DeployctlException(ExitStatus.LOCKED, taken(found.get()));
      }
      pause();
    }
  }

  private Optional<LeaseRecord> attempt(Optional<LeaseRecord> found, long now) {
    if (found.isEmpty()) {
      return object.create(mine(object.unheld()));
    }
    LeaseRecord record = found.get();
    if (record.holderId().equals(id)) {
      return found;
    }
    if (record.holderId().isEmpty() || isAbandoned(record, now)) {
      return object.replace(mine(record));
    }
    return Optional.empty();
  }

  /** An attempt whose answer got lost may have gone through; the next look at the Lease tells. */
  private Optional<LeaseRecord> tryAttempt(Optional<LeaseRecord> found, long now) {
    try {
      return attempt(found, now);
    } catch (ApiFailure failure) {
      if (failure.isTransient() && !failure.reason().equals("Interrupted")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private LeaseRecord mine(LeaseRecord record) {
    return record.taken(id, holder, timing.duration(), clock.instant());
  }

  private boolean isAbandoned(LeaseRecord record, long now) {
    return record.version().equals(seenVersion)
        && now - seenNanos >= record.duration(timing.duration()).toNanos();
  }

  /** Returns whether it is worth while to go on watching this holder. */
  private boolean watch(LeaseRecord record, boolean watching, long now) {
    if (record.version().equals(seenVersion)) {
      return watching;
    }
    boolean first = seenVersion.isEmpty();
    seenVersion = record.version();
    seenNanos = now;
    return first && record.looksAbandoned(clock.instant(), timing.duration());
  }

  private static Diagnostic taken(LeaseRecord record) {
    return Leases.taken(record.holder())
        .hint(
            "wait for it with `--wait-lock`; if it is dead, its lease is free once it was seen"
                + " not to change for its whole duration");
  }

  private void pause() {
    Duration pause = timing.renewEvery().compareTo(POLL) < 0 ? timing.renewEvery() : POLL;
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED,
          Diagnostic.error("interrupted", "interrupted while waiting for the environment's lease"));
    }
  }
}
