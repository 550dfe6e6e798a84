package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.release.Attempt;

/**
 * What an earlier run of the environment began in the step and never told the target the end of.
 * That run is over: whoever executes has the lease that it had.
 *
 * @param attempt what was begun
 * @param end what became of it
 */
public record Unfinished(Attempt attempt, End end) {
  /** What became of it, by that run's journal or by somebody who looked. */
  public enum End {
    /** It came to its end. */
    DONE,
    /** It is over and did not come to its end; what it left half done may be there. */
    FAILED,
    /** Nobody knows: the session decides by looking. */
    UNKNOWN
  }

  /** Refuses nulls. */
  public Unfinished {
    requireNonNull(attempt, "attempt is null");
    requireNonNull(end, "end is null");
  }

  /** Returns whether it is known that it came to its end. */
  public boolean done() {
    return end == End.DONE;
  }
}
