package io.deployctl.core.plan;

/** What an undo can bring back; ordered from best to worst. */
public enum Reversibility {
  REVERSIBLE("reversible"),
  WITH_LOSS("reversible with loss"),
  ONE_WAY("one-way");

  private final String words;

  Reversibility(String words) {
    this.words = words;
  }

  /** Returns the words that output uses. */
  public String words() {
    return words;
  }
}
