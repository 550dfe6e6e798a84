package io.deployctl.core.plan;

/** What an effect does to its object. */
public enum Verb {
  CREATE("+"),
  UPDATE("~"),
  REPLACE("±"),
  DELETE("-"),
  RUN("»"),
  READ("?");

  private final String symbol;

  Verb(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the character that stands before the effect in a plan. */
  public String symbol() {
    return symbol;
  }

  /** Returns the word that output uses, such as {@code create}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns whether something that exists goes away. */
  public boolean isDestructive() {
    return this == REPLACE || this == DELETE;
  }

  /** Returns whether the target changes. A check only reads, so it never counts as a change. */
  public boolean isChange() {
    return this != READ;
  }
}
