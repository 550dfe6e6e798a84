package io.deployctl.core.journal;

/** What a run's journal knows of the acts of a step that must not be done twice. */
public enum PastAct {
  /** Nothing was begun: an intent is safe on disk before its act. */
  NOT_BEGUN,
  /** Something was begun, and all of it came to its end. */
  DONE,
  /** Something was begun, and is known to have failed. */
  FAILED,
  /** Something was begun, and nobody wrote down what became of it; or there is no journal. */
  UNKNOWN
}
