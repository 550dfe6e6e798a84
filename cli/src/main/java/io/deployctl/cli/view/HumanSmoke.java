package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import java.util.ArrayList;
import java.util.List;

/** Prints how smoke scenarios went, then the causes of what failed. */
final class HumanSmoke {
  private final Page out;
  private final Page err;

  HumanSmoke(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  /** Prints them. */
  void show(List<SmokeOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      out.line("The release has no smoke scenarios");
    }
    List<Diagnostic> causes = new ArrayList<>();
    for (SmokeOutcome outcome : outcomes) {
      out.line(out.paint(Ink.BOLD, outcome.scenario()) + "  " + out.paint(Ink.DIM, outcome.step()));
      for (SmokeOutcome.RequestOutcome request : outcome.requests()) {
        line(request);
        request.failure().ifPresent(causes::add);
      }
      if (outcome.notTried() > 0) {
        out.line(
            "  "
                + out.paint(
                    Ink.YELLOW, "– " + Words.count(outcome.notTried(), "request") + " not tried"));
      }
    }
    out.flush();
    if (!causes.isEmpty()) {
      err.blank();
      new HumanDiagnostics(err).show(causes);
    }
  }

  private void line(SmokeOutcome.RequestOutcome request) {
    boolean good = request.failure().isEmpty();
    String tries = request.tries() > 1 ? ", " + request.tries() + " tries" : "";
    out.line(
        "  "
            + out.paint(good ? Ink.GREEN : Ink.RED, good ? "✓" : "✗")
            + " "
            + out.text(request.name())
            + "  "
            + out.paint(Ink.DIM, Durations.format(request.took()) + tries));
  }
}
