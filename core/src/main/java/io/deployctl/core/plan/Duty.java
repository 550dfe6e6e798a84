package io.deployctl.core.plan;

/** What an account is there for, which decides what it has to be allowed to do. */
public enum Duty {
  /** Looks only: plans, drift, status, history, health. */
  PLAN("plan"),

  /**
   * Plans with the server's own answer. The server asks the same of who tries an act out as of who
   * does it, so that this can write.
   */
  DRY_RUN("dry-run"),

  /** Applies what the project says, pruning included. */
  APPLY("apply"),

  /** Goes back to an earlier release. */
  ROLLBACK("rollback"),

  /** Takes everything away. */
  DESTROY("destroy");

  private final String word;

  Duty(String word) {
    this.word = word;
  }

  /** Returns the word that options and names use. */
  public String word() {
    return word;
  }
}
