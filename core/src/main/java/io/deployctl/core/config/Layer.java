package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.value.ValuePath;

/**
 * One layer of configuration.
 *
 * @param name its name, as provenance shows it
 * @param kind where it comes from
 * @param path the one value that it sets; the top for a file
 * @param values what it says
 */
record Layer(String name, Kind kind, ValuePath path, Raw.Mapping values) {
  /** Where layers come from, lowest first. */
  enum Kind {
    /** Inputs of an earlier release. */
    EARLIER,
    /** A file that is in git. */
    COMMITTED,
    /** A file of this machine. */
    LOCAL,
    /** An environment variable. */
    VARIABLE,
    /** An option of the command line. */
    FLAG;

    /** Returns whether its values are overrides, to be shown and recorded. */
    boolean overrides() {
      return this != COMMITTED;
    }
  }

  /** Refuses nulls. */
  Layer {
    requireNonNull(name, "name is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(path, "path is null");
    requireNonNull(values, "values is null");
  }
}
