package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.value.Leaf;
import java.util.Optional;

/**
 * One field before and after.
 *
 * @param path the field as users write it: {@code spec.template.spec.containers[api].image}
 * @param before what the target has; empty where the field is absent
 * @param after what it will have; empty where the field goes away
 * @param movedBy who gave the field its live value, where it is not what was last applied
 * @param origin where the field came from, as far as that is known
 */
public record FieldChange(
    String path,
    Optional<Leaf> before,
    Optional<Leaf> after,
    Optional<Mover> movedBy,
    Optional<FieldOrigin> origin) {
  /** Refuses nulls. */
  public FieldChange {
    requireNonNull(path, "path is null");
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    requireNonNull(movedBy, "movedBy is null");
    requireNonNull(origin, "origin is null");
  }

  /** Makes one of which it is not known where it came from. */
  public FieldChange(
      String path, Optional<Leaf> before, Optional<Leaf> after, Optional<Mover> movedBy) {
    this(path, before, after, movedBy, Optional.empty());
  }

  /** Returns this change with where it came from. */
  public FieldChange from(FieldOrigin made) {
    return new FieldChange(path, before, after, movedBy, Optional.of(made));
  }
}
