package io.deployctl.core.plan;

/** What a run does when a step fails. */
public enum FailurePolicy {
  /** Stop, leave what was reached, and say how to go on. */
  STOP,
  /** Roll back what can be rolled back without loss, and list what stays. */
  ROLLBACK;

  /** Returns the word of the configuration file. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
