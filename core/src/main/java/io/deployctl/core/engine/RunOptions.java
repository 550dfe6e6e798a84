package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How to run.
 *
 * @param parallelism how many steps of a stage may run side by side
 * @param waitForLease how long to wait for another run to finish; zero refuses at once
 * @param legacy the plan file that the run leaves behind until it has succeeded; empty for none
 */
public record RunOptions(int parallelism, Duration waitForLease, Optional<Legacy> legacy) {
  /** Four steps side by side, and no waiting for another run. */
  public static final RunOptions DEFAULT = new RunOptions(4, Duration.ZERO);

  /** Refuses nulls. */
  public RunOptions {
    requireNonNull(waitForLease, "waitForLease is null");
    requireNonNull(legacy, "legacy is null");
  }

  /** Makes some for a run that leaves no plan behind. */
  public RunOptions(int parallelism, Duration waitForLease) {
    this(parallelism, waitForLease, Optional.empty());
  }

  /** Returns these for a run that waits so long for another one; at least not at all. */
  public RunOptions waiting(Duration time) {
    return new RunOptions(parallelism, time.isNegative() ? Duration.ZERO : time, legacy);
  }

  /** Returns these for a run that leaves its plan's file behind until it has succeeded. */
  public RunOptions leaving(Legacy file) {
    return new RunOptions(parallelism, waitForLease, Optional.of(file));
  }
}
