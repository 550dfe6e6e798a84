package io.deployctl.providers.template;

/**
 * With what a file is rendered. What differs between two passes depends on what was exchanged
 * between them, through whatever filter or condition. No filter knows the time or chance, so two
 * equal passes are equal: there is nothing to tell apart from noise.
 */
enum Pass {
  /** The real secrets; a stand-in for each output that is not known. */
  REAL,
  /** Other secrets of the same length and look. */
  OTHER_SECRETS,
  /** Other secrets, one character longer: for conditions that ask for a length. */
  LONGER_SECRETS,
  /** Another stand-in for each output that is not known. */
  OTHER_OUTPUTS
}
