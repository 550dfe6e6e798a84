package io.deployctl.core.plan;

/** What an effect does to its object. */
public enum Verb {
  CREATE("+"),
  UPDATE("~"),
  REPLACE("±"),
  DELETE("-"),
  RUN("»"),
  /**
   * The object becomes ours as it is: whose its fields are changes, and none of its content. Not a
   * change that waits to be applied, but an act nevertheless.
   */
  ADOPT("«"),
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

  /** Returns whether something is done in the target; a check only reads. */
  public boolean isAct() {
    return this != READ;
  }

  /**
   * Returns whether what the target has changes. A check only reads, and taking an object over
   * leaves it as it is.
   */
  public boolean isChange() {
    return isAct() && this != ADOPT;
  }
}
