package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;

/** Prints how a sandbox is, and how to use it. */
final class HumanSandbox {
  private final Page page;
  private final Verbosity verbosity;

  HumanSandbox(Page page, Verbosity verbosity) {
    this.page = page;
    this.verbosity = verbosity;
  }

  /** Prints it. */
  void show(SandboxReport report) {
    Ink ink = report.isRunning() ? Ink.GREEN : Ink.YELLOW;
    page.line(
        page.paint(Ink.BOLD, "Sandbox " + report.name())
            + " is "
            + page.paint(ink, report.state()));
    if (report.state().equals("absent")) {
      return;
    }
    report.kubernetes().ifPresent(version -> row("kubernetes", version));
    report.server().ifPresent(server -> row("server", server));
    row("nodes", Integer.toString(report.nodes()));
    report.startedAt().ifPresent(moment -> row("since", moment));
    report.forwards().forEach(forward -> row("forward", forward));
    for (SandboxReport.Part part : report.parts()) {
      if (verbosity == Verbosity.VERBOSE || part.pid().isEmpty()) {
        String state = part.pid().map(pid -> "process " + pid).orElse("not running");
        row(part.program(), state + ", log " + part.log());
      }
    }
    if (report.isRunning()) {
      report
          .kubeconfig()
          .ifPresent(
              file -> {
                page.blank();
                page.line("Use it with: " + page.paint(Ink.CYAN, "export KUBECONFIG=" + file));
              });
    }
  }

  private void row(String label, String text) {
    page.line("  " + page.paint(Ink.DIM, "%-26s".formatted(label)) + page.text(text));
  }
}
