package io.deployctl.core.release;

/** What somebody who has looked says of an act that nobody knows the end of. */
public enum Decision {
  /** It came to its end. */
  DONE("--done"),
  /** It did not, or may be done once more. */
  AGAIN("--again");

  private final String option;

  Decision(String option) {
    this.option = option;
  }

  /** Returns the option that says so. */
  public String option() {
    return option;
  }
}
