package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import java.time.Instant;

/**
 * A plan that was put into a file.
 *
 * @param file the file, as it was named
 * @param id the plan's id
 * @param expiresAt until when it can be applied
 * @param next what to run to apply exactly this plan
 */
public record SavedPlan(String file, Digest id, Instant expiresAt, String next) {
  /** Refuses nulls. */
  public SavedPlan {
    requireNonNull(file, "file is null");
    requireNonNull(id, "id is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(next, "next is null");
  }
}
