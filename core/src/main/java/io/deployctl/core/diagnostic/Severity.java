package io.deployctl.core.diagnostic;

/** How much a diagnostic weighs. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /** Returns the word that output uses, such as {@code error}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
