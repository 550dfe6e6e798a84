package io.deployctl.core.engine;

import java.time.Duration;

/**
 * How to run.
 *
 * @param parallelism how many steps of a stage may run side by side
 * @param waitForLease how long to wait for another run to finish; zero refuses at once
 */
public record RunOptions(int parallelism, Duration waitForLease) {
  /** Four steps side by side, and no waiting for another run. */
  public static final RunOptions DEFAULT = new RunOptions(4, Duration.ZERO);
}
