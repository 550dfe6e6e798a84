package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.value.KeyedTag;
import java.util.Optional;

/**
 * An object that the environment owns.
 *
 * @param id the object
 * @param apiVersion the version under which it was applied last, such as {@code apps/v1}; empty
 *     from before the first act, when only group and kind are known
 * @param step the step that applies it: an attribute, not part of the identity
 * @param uid the object's uid; empty from before the first act until the server answered
 * @param desired tag of what was applied last
 * @param live tag of the live values at the fields that we own, taken from apply's own answer. With
 *     {@code desired} it decides "same" without asking the server about the object's schema
 */
public record InventoryEntry(
    ResourceId id,
    String apiVersion,
    StepId step,
    Optional<String> uid,
    Optional<KeyedTag> desired,
    Optional<KeyedTag> live) {
  /** Refuses nulls. */
  public InventoryEntry {
    requireNonNull(id, "id is null");
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(step, "step is null");
    requireNonNull(uid, "uid is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }
}
