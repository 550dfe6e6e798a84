package io.deployctl.core.engine;

/** What somebody who has looked says of an act that nobody knows the end of. */
public enum Decision {
  /** It came to its end. */
  DONE,
  /** It did not, or may be done once more. */
  AGAIN
}
