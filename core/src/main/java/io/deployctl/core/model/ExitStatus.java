package io.deployctl.core.model;

/** How a command ends. The numbers are part of the command line's contract. */
public enum ExitStatus {
  DONE(0, "done; nothing is left to do"),
  FAILED(1, "failed; what was reached is in the pending release"),
  INVALID(2, "wrong usage or invalid configuration; nothing was touched"),
  CHANGES_PENDING(3, "plan found changes, asked with --detailed-exitcode"),
  ROLLED_BACK(4, "failed, and rolled back as onFailure asked"),
  ROLLBACK_FAILED(5, "failed, and the rollback failed too"),
  LOCKED(6, "another run holds the environment's lease"),
  STALE(7, "the target moved since the plan was made"),
  UNVERIFIED(8, "applied, but the proof that live equals planned failed"),
  INTERRUPTED(130, "interrupted by a signal");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the process's exit code. */
  public int code() {
    return code;
  }

  /** Returns what the code tells, in a few words, as the reference shows it. */
  public String meaning() {
    return meaning;
  }
}
