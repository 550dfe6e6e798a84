package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.StepPlace;
import java.util.List;

/**
 * Fields of one object that a plan changes.
 *
 * @param place the step that changes them
 * @param effect what is done to the object
 * @param address the object; within a release of a chart, one of its objects
 * @param fields the fields, in order
 */
public record PlannedChange(
    StepPlace place, Effect effect, String address, List<FieldChange> fields) {
  /** Refuses nulls and copies. */
  public PlannedChange {
    requireNonNull(place, "place is null");
    requireNonNull(effect, "effect is null");
    requireNonNull(address, "address is null");
    fields = List.copyOf(fields);
  }

  /** Returns the same with some of its fields only. */
  public PlannedChange only(List<FieldChange> some) {
    return new PlannedChange(place, effect, address, some);
  }

  /** Returns the field's path within the object. */
  public String path(FieldChange field) {
    return field.path().startsWith(address + " ")
        ? field.path().substring(address.length() + 1)
        : field.path();
  }
}
