package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Reversibility;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A plan as Markdown, for a pull request or a job's summary. */
final class MarkdownPlan {
  private static final int COLUMNS = 120;

  private MarkdownPlan() {}

  /** Returns the whole document. */
  static String of(PlanKind kind, Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(kind.title()).append(" of ").append(plan.project());
    text.append(" in ").append(plan.environment()).append("\n\n");
    text.append("**").append(HumanPlan.summary(kind, plan)).append("**\n");
    if (plan.reversibility() != Reversibility.REVERSIBLE) {
      text.append("\n> Undoing this plan loses what is named below: ")
          .append(plan.reversibility().words())
          .append('\n');
    }
    text.append("\n| stage | step | provider | what |\n|---|---|---|---|\n");
    for (PlannedStage stage : plan.stages()) {
      for (PlannedStep step : stage.steps()) {
        row(text, stage, step);
      }
    }
    for (PlannedStage stage : plan.stages()) {
      for (PlannedStep step : stage.steps()) {
        details(text, stage, step);
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, PlannedStage stage, PlannedStep step) {
    text.append("| ")
        .append(cell(stage.name()))
        .append(" | ")
        .append(cell(step.step().name()))
        .append(" | ")
        .append(cell(step.plan().provider()))
        .append(" | ")
        .append(cell(HumanPlan.what(step)))
        .append(" |\n");
  }

  private static void details(StringBuilder text, PlannedStage stage, PlannedStep step) {
    if (!step.plan().acts()) {
      return;
    }
    String diff = diff(step);
    String fence = diff.contains("```") ? "`````" : "```";
    text.append("\n<details><summary>")
        .append(stage.name())
        .append(" / ")
        .append(step.step().name())
        .append("</summary>\n\n");
    step.plan()
        .deferred()
        .ifPresent(
            reason ->
                text.append("Planned when its stage is reached: ")
                    .append(cell(reason))
                    .append("\n\n"));
    if (!step.plan().waitsOn().isEmpty()) {
      text.append("Waits on ").append(Words.list(step.plan().waitsOn())).append("\n\n");
    }
    if (!diff.isEmpty()) {
      text.append(fence).append("diff\n").append(diff).append(fence).append("\n\n");
    }
    text.append("</details>\n");
  }

  /**
   * The lines that people see, moved so that the marks stand where a diff has them. What stays as
   * it is stands there as a remark.
   */
  private static String diff(PlannedStep step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    EffectLines lines = new EffectLines(new Page(stream, Style.PLAIN, COLUMNS), Verbosity.NORMAL);
    step.plan().effects().stream().filter(effect -> effect.verb().isAct()).forEach(lines::show);
    stream.flush();
    StringBuilder diff = new StringBuilder();
    bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> diff.append(moved(line)).append('\n'));
    return diff.toString();
  }

  private static String moved(String line) {
    String moved = line.startsWith("      ") ? line.substring(6) : line;
    String inner = moved.strip();
    if (inner.startsWith("- ") || inner.startsWith("+ ")) {
      return inner.charAt(0)
          + moved.substring(Math.min(1, moved.length())).replaceFirst("[-+] ", "");
    }
    return moved.replaceFirst("^«", "#").replaceFirst("^[~±»]", "!");
  }

  private static String cell(String text) {
    return Style.clean(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
  }
}
