package io.deployctl.core.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an effect found in the target when it was planned, to see at apply whether it moved. Holds
 * tags and digests, never text of the object.
 *
 * @param version the rules by which the parts were made; another version never compares equal
 * @param parts named parts, such as {@code uid}, {@code live}, {@code revision}
 */
public record Fingerprint(int version, SortedMap<String, String> parts) {
  /** Copies the parts. */
  public Fingerprint {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }
}
