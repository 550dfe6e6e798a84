package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Value;

/**
 * A step's settings and the environment's values, as far as the outputs at hand go.
 *
 * @param settings the provider's settings, interpolated
 * @param values the environment's values, interpolated
 */
public record Resolved(Settings settings, Value.Mapping values) {
  /** Refuses nulls. */
  public Resolved {
    requireNonNull(settings, "settings is null");
    requireNonNull(values, "values is null");
  }
}
