package io.deployctl.core.config;

import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.ValuePath;
import java.util.List;

/**
 * How a value came to be what it is.
 *
 * @param path its path
 * @param entries the value as it is shown, one entry for each leaf; empty where a null removed it
 * @param layers what each layer that has it says, lowest first
 */
public record ConfigExplanation(
    ValuePath path, List<ConfigEntry> entries, List<LayerValue> layers) {
  /** Copies. */
  public ConfigExplanation {
    entries = List.copyOf(entries);
    layers = List.copyOf(layers);
  }
}
