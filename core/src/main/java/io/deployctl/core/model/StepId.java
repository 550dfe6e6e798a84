package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

/**
 * The name of a step, unique in its project. It stays the step's identity over its whole life: a
 * step that gets another name says so with {@code was:}.
 *
 * @param name lower-case letters, digits and hyphens, starting with a letter; 63 characters at most
 */
public record StepId(String name) implements Comparable<StepId> {
  /** What a step's (and a stage's) name must look like: the rule of a DNS label. */
  public static final String PATTERN = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  /** Refuses a name that does not match {@link #PATTERN}. */
  public StepId {
    requireNonNull(name, "name is null");
    if (!name.matches(PATTERN)) {
      throw new IllegalArgumentException("not a step name: " + name);
    }
  }

  @Override
  public int compareTo(StepId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
