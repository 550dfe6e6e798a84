package io.deployctl.core.engine;

import io.deployctl.core.store.Lease;

/** Stands for a lease in a run that only looks. */
final class NoLease implements Lease {
  @Override
  public long fence() {
    return 0;
  }

  @Override
  public boolean isHeld() {
    return true;
  }

  @Override
  public void onLost(Runnable action) {
    // What is not held can't be lost.
  }

  @Override
  public void close() {
    // Nothing was taken.
  }
}
