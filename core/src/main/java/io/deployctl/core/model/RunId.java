package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

/**
 * The identity of one run, made by the command that starts it.
 *
 * @param value sortable by time, safe in file names and Kubernetes labels
 */
public record RunId(String value) {
  /** Refuses a value that would not be safe as a file name or a label's value. */
  public RunId {
    requireNonNull(value, "value is null");
    if (!value.matches("[a-z0-9][a-z0-9-]{0,61}")) {
      throw new IllegalArgumentException("not a run id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
