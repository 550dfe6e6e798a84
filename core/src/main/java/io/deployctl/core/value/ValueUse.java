package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A value that went into something: a rendered field, a chart, a tool's variable.
 *
 * @param name the value as whoever used it calls it: {@code with.image} in a template, a key of a
 *     chart's values, a variable
 * @param role what it had to do with it
 * @param origins where it came from: first what holds, then what that refers to
 */
public record ValueUse(String name, Role role, Set<Origin> origins) {
  /** What a value can have to do with a field. */
  public enum Role {
    /** The field's value was made of it. */
    VALUE,
    /** It decided that the field is there at all. */
    CONDITION,
    /** It is one of several that may have made the field what it is; which can't be told. */
    CANDIDATE;

    /** Returns the word that programs get. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Refuses nulls and copies. */
  public ValueUse {
    requireNonNull(name, "name is null");
    requireNonNull(role, "role is null");
    origins = Collections.unmodifiableSet(new LinkedHashSet<>(origins));
  }

  /** Returns the use of a value for what a field holds. */
  public static ValueUse of(String name, Value value) {
    return new ValueUse(name, Role.VALUE, value.origins());
  }

  /** Returns the same value in another role. */
  public ValueUse as(Role other) {
    return other == role ? this : new ValueUse(name, other, origins);
  }
}
