package io.deployctl.cli.view;

/** What a plan is shown for. */
public enum PlanKind {
  PLAN("Plan", "No changes"),
  ROLLBACK("Rollback", "No changes"),
  DESTRUCTION("Destruction", "Nothing to remove"),
  DRIFT("Drift", "No drift");

  private final String title;
  private final String nothing;

  PlanKind(String title, String nothing) {
    this.title = title;
    this.nothing = nothing;
  }

  /** Returns the word above it. */
  public String title() {
    return title;
  }

  /** Returns the words under one without changes. */
  String nothing() {
    return nothing;
  }

  /** Returns the word that programs get, such as {@code drift}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
