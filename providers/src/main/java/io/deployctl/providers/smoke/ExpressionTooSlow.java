package io.deployctl.providers.smoke;

/** A regular expression does not come to an end on an answer. */
final class ExpressionTooSlow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExpressionTooSlow() {
    super("the expression takes too long on this answer: make it simpler");
  }
}
