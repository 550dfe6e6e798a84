package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.store.Lease;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A held Lease. It counts as lost when somebody else took it, or when no heartbeat was confirmed
 * for its duration. That is reckoned from before the heartbeat was sent, on the monotonic clock, so
 * that it is over here before anybody else may take it.
 */
final class ClusterLease implements Lease {
  private static final int RELEASE_ATTEMPTS = 3;

  private final LeaseObject object;
  private final LeaseTiming timing;
  private final Clock clock;
  private final long fence;
  private final String id;
  private final Heartbeat heart;
  private final List<Runnable> onLost = new ArrayList<>();
  private LeaseRecord record;
  private long confirmedNanos;
  private Instant confirmedAt;
  private boolean lost;
  private boolean closed;

  /**
   * Makes one.
   *
   * @param record the Lease as the server has it
   * @param sentNanos the monotonic time before it was taken
   */
  ClusterLease(
      LeaseObject object, LeaseRecord record, LeaseTiming timing, Clock clock, long sentNanos) {
    this.object = object;
    this.record = record;
    this.timing = timing;
    this.clock = clock;
    this.fence = record.transitions();
    this.id = record.holderId();
    this.confirmedNanos = sentNanos;
    this.confirmedAt = clock.instant();
    this.heart = new Heartbeat(timing, this::renew, this::expireIfLate);
  }

  /** Starts the heart. */
  ClusterLease start() {
    heart.start();
    return this;
  }

  @Override
  public long fence() {
    return fence;
  }

  @Override
  public boolean isHeld() {
    if (wasAsleep() && !renew() && wasAsleep()) {
      return false;
    }
    expireIfLate();
    synchronized (this) {
      return !closed && !lost;
    }
  }

  @Override
  public boolean confirm() {
    if (!isHeld()) {
      return false;
    }
    try {
      if (object.read().filter(this::isOurs).isEmpty()) {
        lose();
      }
    } catch (ApiFailure unanswered) {
      // Nobody else may take the lease before it is over by this process's own clock.
    }
    return isHeld();
  }

  @Override
  public void onLost(Runnable action) {
    synchronized (this) {
      if (!lost) {
        onLost.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void close() {
    if (!stop()) {
      return;
    }
    // One that is over by this clock may have been taken by nobody: then the next run need not wait
    // for it. The server takes it back from nobody but the holder that it names.
    try {
      Optional<LeaseRecord> now = Optional.of(current());
      for (int attempt = 0; attempt < RELEASE_ATTEMPTS && now.isPresent(); attempt++) {
        if (isReleased(now.get())) {
          return;
        }
        now = object.read().filter(this::isOurs);
      }
    } catch (ApiFailure unreachable) {
      // It expires by itself.
    }
  }

  /** One that went unanswered may have gone through: the next look at the Lease tells. */
  private boolean isReleased(LeaseRecord held) {
    try {
      return object.replace(held.released()).isPresent();
    } catch (ApiFailure failure) {
      if (failure.isTransient()) {
        return false;
      }
      throw failure;
    }
  }

  /** Ends the heart and deletes the Lease instead of giving it back. */
  void delete() {
    if (stop() && isNotLost()) {
      object.delete(current());
    }
  }

  private synchronized boolean isNotLost() {
    return !lost;
  }

  /** Ends the heart; returns whether that was not done before. */
  private boolean stop() {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    heart.stop();
    return true;
  }

  /** Sends one heartbeat; returns whether it was confirmed. */
  private boolean renew() {
    synchronized (this) {
      if (closed || lost) {
        return false;
      }
    }
    LeaseRecord before = current();
    long sent = System.nanoTime();
    try {
      Optional<LeaseRecord> after = object.replace(before.renewed(clock.instant()));
      if (after.isPresent()) {
        confirm(after.get(), sent);
        return true;
      }
      lookAgain();
      return false;
    } catch (ApiFailure unreachable) {
      return false;
    }
  }

  /** Somebody wrote the Lease: if it is still ours, the next heartbeat goes on from there. */
  private void lookAgain() {
    Optional<LeaseRecord> now = object.read().filter(this::isOurs);
    if (now.isEmpty()) {
      lose();
      return;
    }
    synchronized (this) {
      record = now.get();
    }
  }

  private boolean isOurs(LeaseRecord found) {
    return found.uid().equals(current().uid())
        && found.holderId().equals(id)
        && found.transitions() == fence;
  }

  private synchronized LeaseRecord current() {
    return record;
  }

  private synchronized void confirm(LeaseRecord after, long sent) {
    record = after;
    confirmedNanos = Math.max(confirmedNanos, sent);
    confirmedAt = clock.instant();
  }

  private void expireIfLate() {
    boolean late;
    synchronized (this) {
      late = left() <= 0;
    }
    if (late) {
      lose();
    }
  }

  private void lose() {
    List<Runnable> actions;
    synchronized (this) {
      if (lost || closed) {
        return;
      }
      lost = true;
      actions = List.copyOf(onLost);
    }
    heart.endSoon();
    actions.forEach(Runnable::run);
  }

  private long left() {
    return confirmedNanos + timing.duration().toNanos() - System.nanoTime();
  }

  /** The monotonic clock stands still while the machine sleeps; others' clocks do not. */
  private synchronized boolean wasAsleep() {
    Duration duration = timing.duration();
    return !closed && !lost && clock.instant().isAfter(confirmedAt.plus(duration)) && left() > 0;
  }
}
