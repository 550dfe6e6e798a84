package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;

/** Doing something with an object failed in a way that is known. */
final class ActFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  ActFailure(Diagnostic diagnostic) {
    super(diagnostic.summary());
    this.diagnostic = diagnostic;
  }

  /** Returns what to tell the user. */
  Diagnostic diagnostic() {
    return diagnostic;
  }
}
