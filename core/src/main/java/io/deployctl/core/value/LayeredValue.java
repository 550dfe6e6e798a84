package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A configuration value with what each layer says about it.
 *
 * @param path its path
 * @param layers the layers that have it, lowest first
 */
public record LayeredValue(ValuePath path, List<LayerValue> layers) {
  /** Refuses nulls and copies. */
  public LayeredValue {
    requireNonNull(path, "path is null");
    layers = List.copyOf(layers);
  }
}
