package io.deployctl.core.config;

import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.util.List;
import java.util.Optional;

/**
 * A value as it is shown.
 *
 * @param path its path
 * @param data a String, Boolean or Number, an empty Map or List; empty for null. For what may not
 *     or can't be shown, words in brackets: {@code (secret from env:NAME)}
 * @param masked whether words stand in its place
 * @param origins where it came from: first the layer that won, then what it refers to
 */
public record ConfigEntry(
    ValuePath path, Optional<Object> data, boolean masked, List<Origin> origins) {
  /** Copies. */
  public ConfigEntry {
    origins = List.copyOf(origins);
  }

  /** Returns the value as text; null is {@code null}. */
  public String text() {
    return data.map(Object::toString).orElse("null");
  }
}
