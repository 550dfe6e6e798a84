package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Content;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a provider needs to bring a step back to what it is after this release, or to take it
 * away, from any machine and without the project's files. Serves rollback, drift, destroy.
 *
 * @param provider the provider that made it
 * @param version the version of the payload's form
 * @param payload content by names of the provider's own
 */
public record Restoration(String provider, int version, SortedMap<String, Content> payload) {
  /** Refuses nulls and copies. */
  public Restoration {
    requireNonNull(provider, "provider is null");
    payload = Collections.unmodifiableSortedMap(new TreeMap<>(payload));
  }
}
