package io.deployctl.core.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The inputs of an earlier release, taken again where they are not given.
 *
 * @param release the release's number
 * @param values the inputs' values by their dotted path
 */
public record PreviousInputs(int release, Map<String, String> values) {
  /** Copies. */
  public PreviousInputs {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
