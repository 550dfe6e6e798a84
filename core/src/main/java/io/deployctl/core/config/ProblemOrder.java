package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.util.Comparator;
import java.util.List;

/** Puts problems into the order in which somebody goes through files to mend them. */
final class ProblemOrder {
  private ProblemOrder() {}

  /**
   * Returns the problems by place: the project file first, then other files by name, each from top
   * to bottom; last, those that are in no file.
   */
  static List<Diagnostic> sorted(List<Diagnostic> problems) {
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Diagnostic problem) -> problem.position().isEmpty())
                .thenComparing(problem -> !file(problem).equals(ProjectFinder.FILE))
                .thenComparing(ProblemOrder::file)
                .thenComparing(problem -> problem.position().map(SourcePosition::line).orElse(0))
                .thenComparing(problem -> problem.position().map(SourcePosition::column).orElse(0)))
        .toList();
  }

  private static String file(Diagnostic problem) {
    return problem.position().map(SourcePosition::file).orElse("");
  }
}
