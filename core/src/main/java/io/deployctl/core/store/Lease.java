package io.deployctl.core.store;

/** The right to change an environment. Kept by a heartbeat until it is closed or lost. */
public interface Lease extends AutoCloseable {
  /** Returns the fencing number: it grows with every change of holder. */
  long fence();

  /**
   * Returns whether the lease is still held, judged on this process's monotonic clock: false from
   * the moment at which the last confirmed heartbeat is older than the lease's duration.
   */
  boolean isHeld();

  /**
   * Returns whether the lease is still held, asking where it is kept: somebody may have taken it
   * away since the last heartbeat. Where no answer comes, {@link #isHeld} has the word.
   */
  default boolean confirm() {
    return isHeld();
  }

  /** Has the action run once, at once if it has already happened, when the lease is lost. */
  void onLost(Runnable action);

  /** Gives the lease back, so that the next run does not have to wait for it to expire. */
  @Override
  void close();
}
