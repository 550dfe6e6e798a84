package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValueUse;
import java.util.List;
import java.util.Optional;

/**
 * Where a field or an object of a plan came from.
 *
 * @param kind what made it
 * @param place where that is written; empty where it is written nowhere in the project
 * @param exact whether the place is that of the field itself, and not of what it would stand in
 * @param values the values that went into it, in the order in which they were read
 * @param remark what else there is to know, in a few words, such as {@code not in the project any
 *     more}
 */
public record FieldOrigin(
    Kind kind,
    Optional<SourcePosition> place,
    boolean exact,
    List<ValueUse> values,
    Optional<String> remark) {
  /** What can make a field. */
  public enum Kind {
    /** A manifest that is taken as it is. */
    MANIFEST("manifest"),
    /** A template of the project. */
    TEMPLATE("template"),
    /** A template of a chart. */
    CHART("chart"),
    /** A block of a Terraform root. */
    ROOT("root"),
    /** A setting of the step. */
    SETTING("setting"),
    /** An earlier release: the project does not have it any more. */
    RELEASE("release"),
    /** The target: nobody wrote it down. */
    TARGET("target");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word that programs get. */
    public String word() {
      return word;
    }
  }

  /** Refuses nulls and copies. */
  public FieldOrigin {
    requireNonNull(kind, "kind is null");
    requireNonNull(place, "place is null");
    values = List.copyOf(values);
    requireNonNull(remark, "remark is null");
  }

  /** Returns what is written at a place. */
  public static FieldOrigin at(Kind kind, SourcePosition place) {
    return new FieldOrigin(kind, Optional.of(place), true, List.of(), Optional.empty());
  }

  /** Returns what is written nowhere in the project. */
  public static FieldOrigin unwritten(Kind kind, String remark) {
    return new FieldOrigin(kind, Optional.empty(), false, List.of(), Optional.of(remark));
  }

  /** Returns this origin with the values that went in. */
  public FieldOrigin of(List<ValueUse> uses) {
    return new FieldOrigin(kind, place, exact, uses, remark);
  }

  /** Returns this origin as that of something that would stand inside of what is at its place. */
  public FieldOrigin around(String words) {
    return new FieldOrigin(kind, place, false, values, Optional.of(words));
  }
}
