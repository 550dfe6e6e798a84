package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.store.StateImage;

/** Prints what became of an environment's state. */
final class HumanState {
  private final Page page;

  HumanState(Page page) {
    this.page = page;
  }

  /** Prints it. */
  void show(StateReport report) {
    StateImage image = report.image();
    String name = image.identity().project() + " in " + image.identity().environment();
    page.line(
        switch (report.what()) {
          case EXPORTED ->
              page.paint(Ink.GREEN, "Saved the state of " + name + " to " + report.file())
                  + page.text(": " + counts(image));
          case IMPORTED ->
              page.paint(Ink.GREEN, "The state of " + name + " is the one of " + report.file())
                  + page.text(": " + counts(image));
          case RECONCILED ->
              page.paint(Ink.GREEN, "The state of " + name + " has what the emergency did")
                  + page.text(": " + counts(image));
          case DISCARDED ->
              page.text(
                  "The record of the emergency in " + name + " is gone; its state is as it was");
        });
    if (report.what() == StateReport.What.EXPORTED) {
      page.line(
          "It opens every secret that the environment keeps: keep it as you keep those."
              + " Only you can read it.");
    }
    report.next().ifPresent(page::next);
  }

  private static String counts(StateImage image) {
    return Words.count(image.releases().size(), "release")
        + ", "
        + Words.count(image.inventory().entries().size(), "object");
  }
}
