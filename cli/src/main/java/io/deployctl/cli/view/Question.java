package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import java.util.List;

/** Prints a question, and what it is about. */
final class Question {
  private final Page page;

  Question(Page page) {
    this.page = page;
  }

  /** Prints the question; the answer is typed behind it. */
  void show(String question) {
    page.blank();
    page.prompt(page.paint(Ink.BOLD, question));
  }

  /** Prints what a step would do beyond what was announced, then the question. */
  void show(PlannedStep step, List<Effect> beyond, String question) {
    page.blank();
    page.line(
        page.paint(
            Ink.YELLOW,
            "Now that it is planned for good, "
                + step.step()
                + " would do more than was announced:"));
    EffectLines lines = new EffectLines(page, Verbosity.VERBOSE);
    beyond.forEach(lines::show);
    show(question);
  }
}
