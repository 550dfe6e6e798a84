package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import java.util.List;

/** Prints diagnostics for people: what, where, why, and what to do next. */
final class HumanDiagnostics {
  private final Page page;

  HumanDiagnostics(Page page) {
    this.page = page;
  }

  /** Prints all of them, an empty line between two. */
  void show(List<Diagnostic> diagnostics) {
    for (int i = 0; i < diagnostics.size(); i++) {
      if (i > 0) {
        page.blank();
      }
      show(diagnostics.get(i));
    }
  }

  private void show(Diagnostic diagnostic) {
    Severity severity = diagnostic.severity();
    page.line(
        page.paint(ink(severity), severity.word() + ":")
            + " "
            + page.paint(Ink.BOLD, diagnostic.summary()));
    diagnostic
        .position()
        .ifPresent(place -> page.line("  " + page.paint(Ink.CYAN, "--> " + place)));
    for (String detail : diagnostic.details()) {
      detail.lines().forEach(line -> page.line("  " + page.text(line)));
    }
    diagnostic.step().ifPresent(place -> page.line("  " + page.text("in " + place)));
    diagnostic
        .hint()
        .ifPresent(
            hint -> {
              page.blank();
              page.line(page.paint(Ink.GREEN, "hint:") + " " + page.text(hint));
            });
  }

  private static Ink ink(Severity severity) {
    return switch (severity) {
      case ERROR -> Ink.RED;
      case WARNING -> Ink.YELLOW;
      case NOTE -> Ink.CYAN;
    };
  }
}
