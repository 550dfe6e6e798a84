package io.deployctl.cli.view;

import io.deployctl.core.plan.Plan;

/** What a plan is shown for. */
public enum PlanKind {
  PLAN("Plan", "No changes"),
  ADOPTION("Adoption", "Nothing to take over"),
  ROLLBACK("Rollback", "No changes"),
  DESTRUCTION("Destruction", "Nothing to remove"),
  DRIFT("Drift", "No drift");

  private static final String NOT_COMPARED = "not-compared";

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

  /** Returns the word that programs get, such as {@code drift}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the words under one without changes. */
  String nothing(Plan plan) {
    return this == DRIFT && isPartlyUnseen(plan) ? "No drift in what could be compared" : nothing;
  }

  /** Returns whether a step could not be compared with the target: then it may have drifted. */
  public static boolean isPartlyUnseen(Plan plan) {
    return plan.notes().stream().anyMatch(note -> note.code().equals(NOT_COMPARED));
  }
}
