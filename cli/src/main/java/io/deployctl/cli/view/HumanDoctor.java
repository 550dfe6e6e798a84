package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/** Prints what doctor found, then what is wrong. */
final class HumanDoctor {
  private final Page out;
  private final Page err;

  HumanDoctor(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  /** Prints it. */
  void show(List<Finding> findings) {
    for (Finding finding : findings) {
      Ink ink = finding.isGood() ? Ink.GREEN : Ink.RED;
      out.line(
          "  "
              + out.paint(ink, finding.isGood() ? "✓" : "✗")
              + " "
              + out.text("%-12s".formatted(finding.what()))
              + " "
              + out.paint(Ink.DIM, finding.found()));
    }
    out.flush();
    List<Diagnostic> problems =
        findings.stream().flatMap(finding -> finding.problems().stream()).toList();
    if (!problems.isEmpty()) {
      err.blank();
      new HumanDiagnostics(err).show(problems);
    }
  }
}
