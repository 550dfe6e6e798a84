package io.deployctl.core.release;

/** How a step ended, or that it has not. */
public enum StepOutcome {
  PENDING("pending", false),
  RUNNING("running", false),
  SUCCEEDED("succeeded", true),
  UNCHANGED("unchanged", true),
  FAILED("failed", false),
  CANCELLED("cancelled", false),
  SKIPPED("skipped", false),
  CARRIED("carried", true);

  private final String word;
  private final boolean good;

  StepOutcome(String word, boolean good) {
    this.word = word;
    this.good = good;
  }

  /** Returns the word in records and output. */
  public String word() {
    return word;
  }

  /**
   * Returns whether the target has what the step stands for. {@code CARRIED} is a step that a
   * partial run left as the parent release has it.
   */
  public boolean isGood() {
    return good;
  }

  /** Returns the outcome of the given word. */
  public static StepOutcome parse(String word) {
    for (StepOutcome outcome : values()) {
      if (outcome.word.equals(word)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("not a step outcome: " + word);
  }
}
