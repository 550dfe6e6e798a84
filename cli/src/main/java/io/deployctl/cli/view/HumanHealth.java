package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/** Prints how everything stands, then the causes of what is not ready. */
final class HumanHealth {
  private final Page out;
  private final Page err;

  HumanHealth(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  /** Prints it. */
  void show(HealthReport report) {
    int width = report.items().stream().mapToInt(item -> item.address().length()).max().orElse(0);
    for (HealthReport.Item item : report.items()) {
      out.line(
          "  "
              + out.paint(ink(item), symbol(item))
              + " "
              + out.text(("%-" + Math.max(1, width) + "s").formatted(item.address()))
              + "  "
              + out.paint(Ink.DIM, item.summary()));
    }
    int ready = (int) report.items().stream().filter(HealthReport.Item::isReady).count();
    out.line(
        out.paint(
            report.isGood() ? Ink.GREEN : Ink.RED,
            ready + " of " + Words.count(report.items().size(), "object") + " ready"));
    out.flush();
    List<Diagnostic> causes =
        report.items().stream().map(HealthReport.Item::cause).flatMap(Optional::stream).toList();
    if (!causes.isEmpty()) {
      err.blank();
      new HumanDiagnostics(err).show(causes);
    }
  }

  private static String symbol(HealthReport.Item item) {
    return switch (item.state()) {
      case "ready" -> "✓";
      case "progressing" -> "▸";
      case "suspicious" -> "?";
      default -> "✗";
    };
  }

  private static Ink ink(HealthReport.Item item) {
    return switch (item.state()) {
      case "ready" -> Ink.GREEN;
      case "progressing" -> Ink.CYAN;
      case "suspicious" -> Ink.YELLOW;
      default -> Ink.RED;
    };
  }
}
