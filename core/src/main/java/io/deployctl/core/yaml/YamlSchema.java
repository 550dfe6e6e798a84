package io.deployctl.core.yaml;

import java.util.Optional;

/** How plain scalars are read, and how large a file may be. */
public enum YamlSchema {
  /**
   * As kubectl and Helm read: sigs.k8s.io/yaml, which is YAML 1.1 with Go's numbers, turned into
   * JSON. {@code no}, {@code on} and {@code y} are booleans, as keys too ({@code on:} becomes
   * {@code true}); {@code 010} is 8; {@code 1:30} and dates stay text.
   */
  KUBERNETES(16 * 1024 * 1024, 100, new KubernetesScalars()),

  /**
   * YAML 1.2's core schema, for our own files: only {@code true} and {@code false} are booleans, so
   * that {@code no} stays a country; dates stay text; a key is what is written.
   */
  CORE(4 * 1024 * 1024, 50, new CoreScalars());

  private final int maximumBytes;
  private final int maximumDepth;
  private final ScalarRules rules;

  YamlSchema(int maximumBytes, int maximumDepth, ScalarRules rules) {
    this.maximumBytes = maximumBytes;
    this.maximumDepth = maximumDepth;
    this.rules = rules;
  }

  /** Returns how many bytes a file may have. */
  public int maximumBytes() {
    return maximumBytes;
  }

  /**
   * Returns how deep collections may be nested. Schemas in custom resource definitions go beyond
   * forty levels.
   */
  public int maximumDepth() {
    return maximumDepth;
  }

  /**
   * Returns what a plain scalar means: String, Boolean, Integer, Long, BigInteger, Double, or empty
   * for null.
   */
  public Optional<Object> plain(String text) {
    return rules.plain(text);
  }

  ScalarRules rules() {
    return rules;
  }
}
