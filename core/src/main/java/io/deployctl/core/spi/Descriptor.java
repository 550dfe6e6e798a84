package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Schema;

/**
 * What can be known of a provider offline.
 *
 * @param name its name, which is its key in a step: {@code helm}
 * @param settings the keys under it
 * @param check whether its steps only look: they run after everything else changed, they never
 *     count as changes, and they are what proves a rollback
 */
public record Descriptor(String name, Schema settings, boolean check) {
  /** Refuses nulls. */
  public Descriptor {
    requireNonNull(name, "name is null");
    requireNonNull(settings, "settings is null");
  }
}
