package io.deployctl.core.config;

import java.util.List;
import java.util.Optional;

/**
 * An environment, for lists of them.
 *
 * @param name its name
 * @param aliases other names that the command line takes for it
 * @param isProtected whether it refuses overrides
 * @param description what it is, for people
 */
public record EnvironmentSummary(
    String name, List<String> aliases, boolean isProtected, Optional<String> description) {
  /** Copies. */
  public EnvironmentSummary {
    aliases = List.copyOf(aliases);
  }

  /** Returns the name with its aliases: {@code production (prod)}. */
  public String label() {
    return aliases.isEmpty() ? name : name + " (" + String.join(", ", aliases) + ")";
  }
}
