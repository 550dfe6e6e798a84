package io.deployctl.providers.kubernetes.readiness;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * Why an object is not ready.
 *
 * @param code stable and documented, such as {@code image-pull}
 * @param summary what is wrong, with the pod and container at fault
 * @param evidence the lines that prove it, in the order to read them
 * @param hint what to try
 */
public record Cause(String code, String summary, List<String> evidence, String hint) {
  /** Refuses nulls and copies. */
  public Cause {
    requireNonNull(code, "code is null");
    requireNonNull(summary, "summary is null");
    evidence = List.copyOf(evidence);
    requireNonNull(hint, "hint is null");
  }

  /** Returns the cause as the error of the object of the given address. */
  public Diagnostic about(String address) {
    Diagnostic diagnostic = Diagnostic.error(code, address + ": " + summary);
    for (String line : evidence) {
      diagnostic = diagnostic.detail(line);
    }
    return diagnostic.hint(hint);
  }
}
