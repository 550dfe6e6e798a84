package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.release.Attempt;

/**
 * What an earlier run of the environment began in the step and never told the end of. That run is
 * over: whoever executes has the lease that it had.
 *
 * @param attempt what was begun
 * @param done whether it is known, from that run's journal or from somebody who looked, that it
 *     came to its end; otherwise the session decides by looking
 */
public record Unfinished(Attempt attempt, boolean done) {
  /** Refuses nulls. */
  public Unfinished {
    requireNonNull(attempt, "attempt is null");
  }
}
