package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import java.util.Optional;

/**
 * An object that is left in the cluster as it is.
 *
 * @param id the object
 * @param reason why
 * @param hint what can be done about it; empty where nothing has to be
 * @param release the Helm release that it is of, as {@code namespace/name}
 */
public record LeftObject(ResourceId id, String reason, String hint, Optional<String> release) {
  /** Makes one that is of no release. */
  public LeftObject(ResourceId id, String reason, String hint) {
    this(id, reason, hint, Optional.empty());
  }

  /** Refuses nulls. */
  public LeftObject {
    requireNonNull(id, "id is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(hint, "hint is null");
    requireNonNull(release, "release is null");
  }
}
