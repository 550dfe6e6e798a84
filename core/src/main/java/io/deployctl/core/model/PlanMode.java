package io.deployctl.core.model;

/** What a plan is for. For display and the record only: the engine never decides by it. */
public enum PlanMode {
  DEPLOY,
  ADOPT,
  ROLLBACK,
  DESTROY;

  /** Returns the word that output uses, such as {@code rollback}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the name of the command that plans for this. */
  public String command() {
    return this == DEPLOY ? "apply" : word();
  }
}
