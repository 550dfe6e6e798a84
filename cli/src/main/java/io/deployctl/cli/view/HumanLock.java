package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Theft;

/** Prints who may change an environment. */
final class HumanLock {
  private final Page page;

  HumanLock(Page page) {
    this.page = page;
  }

  /** Prints it. */
  void show(LockReport report) {
    page.line(page.paint(Ink.BOLD, report.project() + " in " + report.environment()));
    if (report.holder().isEmpty()) {
      row("lease", report.taken() ? "nobody held it" : "free");
    } else {
      row(report.taken() ? "taken from" : "held by", report.holder().get().actor());
      holder(report.holder().get());
    }
    report.theft().filter(theft -> !report.taken()).ifPresent(this::theft);
    if (report.taken() && report.holder().isPresent()) {
      page.line("That run begins nothing new, and ends when the tool that it runs has ended.");
      page.next(report.next());
    }
  }

  private void holder(LeaseHolder holder) {
    row("for", holder.purpose() + ", run " + holder.run());
    row("since", Words.time(holder.since()));
    if (!holder.commit().isEmpty()) {
      row("commit", holder.commit());
    }
    holder.ciLink().ifPresent(link -> row("job", link));
  }

  private void theft(Theft theft) {
    row(
        "last taken",
        "from run "
            + theft.run()
            + " by "
            + theft.by()
            + ", "
            + Words.time(theft.at())
            + ": "
            + theft.reason());
  }

  private void row(String label, String text) {
    page.line("  " + page.paint(Ink.DIM, "%-12s".formatted(label)) + page.text(text));
  }
}
