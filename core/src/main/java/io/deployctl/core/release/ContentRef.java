package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Placement;

/**
 * Where a release finds content in the store.
 *
 * @param digest the digest of the plain bytes
 * @param placement where it is kept
 * @param size the plain bytes' number
 */
public record ContentRef(Digest digest, Placement placement, int size) {
  /** Refuses nulls. */
  public ContentRef {
    requireNonNull(digest, "digest is null");
    requireNonNull(placement, "placement is null");
  }
}
