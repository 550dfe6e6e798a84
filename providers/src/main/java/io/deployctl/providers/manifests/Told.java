package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.Redactor;

/** What a server said, as it can be told: it may quote values of the object that it refuses. */
final class Told {
  private Told() {}

  /** Returns the diagnostic with every registered secret masked. */
  static Diagnostic safely(Diagnostic diagnostic, Redactor redactor) {
    return new Diagnostic(
        diagnostic.severity(),
        diagnostic.code(),
        redactor.redact(diagnostic.summary()),
        diagnostic.position(),
        diagnostic.step(),
        diagnostic.details().stream().map(redactor::redact).toList(),
        diagnostic.hint().map(redactor::redact));
  }
}
