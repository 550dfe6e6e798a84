package io.deployctl.core.release;

/** The state of a release. It starts pending and ends as one of the others. */
public enum ReleaseStatus {
  PENDING("pending"),
  DEPLOYED("deployed"),
  FAILED("failed"),
  ROLLED_BACK("rolled-back"),
  SUPERSEDED("superseded");

  private final String word;

  ReleaseStatus(String word) {
    this.word = word;
  }

  /** Returns the word in records and output. */
  public String word() {
    return word;
  }

  /** Returns the status of the given word. */
  public static ReleaseStatus parse(String word) {
    for (ReleaseStatus status : values()) {
      if (status.word.equals(word)) {
        return status;
      }
    }
    throw new IllegalArgumentException("not a release status: " + word);
  }
}
