package io.deployctl.core.diagnostic;

import java.util.Comparator;
import java.util.List;

/** Puts what went wrong into the order in which to read it: the cause first, what follows after. */
public final class RootFirst {
  private RootFirst() {}

  /**
   * Returns the diagnostics with the errors before the rest, and each error before those that it
   * may explain ({@link CauseKind}); what is of one kind stays in its order.
   */
  public static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .sorted(
            Comparator.comparing((Diagnostic one) -> !one.isError())
                .thenComparingInt(RootFirst::place))
        .toList();
  }

  private static int place(Diagnostic diagnostic) {
    if (!diagnostic.isError()) {
      return 0;
    }
    // What is not known as a cause is told as itself, before what only follows.
    return CauseKind.of(diagnostic.code()).orElse(CauseKind.INVALID).ordinal();
  }
}
