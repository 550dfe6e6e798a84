package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.RunId;
import java.time.Instant;

/**
 * Somebody took the lease away from a run.
 *
 * @param run the run that it was taken from
 * @param by who took it, {@code user@host}
 * @param reason why, as they said
 * @param at when, by their clock: for people only
 */
public record Theft(RunId run, String by, String reason, Instant at) {
  /** Refuses nulls. */
  public Theft {
    requireNonNull(run, "run is null");
    requireNonNull(by, "by is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(at, "at is null");
  }
}
