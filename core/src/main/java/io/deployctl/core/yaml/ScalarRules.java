package io.deployctl.core.yaml;

import java.util.Optional;

/** What one schema makes of scalars. */
sealed interface ScalarRules permits KubernetesScalars, CoreScalars {
  /**
   * Returns what a plain scalar means: String, Boolean, Integer, Long, BigInteger, Double, or empty
   * for null.
   */
  Optional<Object> plain(String text);

  /**
   * Returns the text of a mapping's key.
   *
   * @param data what the key means
   * @param text what is written
   */
  String key(Object data, String text);

  /** Returns whether a merge key's entries replace those that stand before it. */
  boolean mergeReplaces();

  /** Returns whether unknown tags are passed over, and the scalar is text. */
  boolean ignoresUnknownTags();
}
