package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints a plan for people: a line for each step, and under it each effect and its fields. */
final class HumanPlan {
  private final Page page;
  private final EffectLines effects;

  HumanPlan(Page page, Verbosity verbosity) {
    this.page = page;
    this.effects = new EffectLines(page, verbosity);
  }

  /**
   * Prints the plan.
   *
   * @param kind what it is shown for
   * @param next what to run next, if there is something
   */
  void show(PlanKind kind, Plan plan, Optional<String> next) {
    new PlanHeading(page).show(kind.title(), plan);
    for (PlannedStage stage : plan.stages()) {
      page.blank();
      page.line(page.paint(Ink.BOLD, stage.name()));
      stage.steps().forEach(this::step);
    }
    page.blank();
    page.line(page.paint(Ink.BOLD, summary(kind, plan)));
    takingOver(plan);
    warning(plan);
    next.ifPresent(page::next);
  }

  private void step(PlannedStep step) {
    StepPlan plan = step.plan();
    Optional<Verb> worst = worst(plan.effects());
    String symbol = plan.isPlannedAgain() ? "…" : worst.map(Verb::symbol).orElse("=");
    Ink ink = plan.isPlannedAgain() ? Ink.CYAN : worst.map(EffectLines::ink).orElse(Ink.DIM);
    page.line(
        "  "
            + page.paint(ink, symbol)
            + " "
            + page.paint(Ink.BOLD, step.step().name())
            + "  "
            + page.paint(Ink.DIM, plan.provider() + renamed(step))
            + "  "
            + page.text(what(step)));
    plan.deferred().ifPresent(reason -> remark("planned when its stage is reached: " + reason));
    if (!plan.waitsOn().isEmpty()) {
      remark("waits on " + Words.list(plan.waitsOn()));
    }
    plan.effects().forEach(effects::show);
    step.verdicts().forEach(effects::show);
    if (!step.notes().isEmpty()) {
      List<String> words = new ArrayList<>();
      step.notes().forEach(note -> words.add(note.severity().word() + ": " + note.summary()));
      words.forEach(this::remark);
    }
  }

  private void remark(String text) {
    page.line("      " + page.paint(Ink.DIM, text));
  }

  private static String renamed(PlannedStep step) {
    return step.was().map(old -> ", was " + old.name()).orElse("");
  }

  /** Returns what a step comes to in a few words. */
  static String what(PlannedStep step) {
    PlanCounts counts = PlanCounts.of(step);
    String acts = counts.acts();
    if (!acts.isEmpty()) {
      return acts;
    }
    if (counts.checks() > 0) {
      return Words.count(counts.checks(), "check");
    }
    if (!step.verdicts().isEmpty()) {
      return "nothing to take over";
    }
    return step.plan().isPlannedAgain() ? "not known yet" : "no changes";
  }

  private static Optional<Verb> worst(List<Effect> effects) {
    for (Verb verb :
        List.of(
            Verb.REPLACE, Verb.DELETE, Verb.UPDATE, Verb.RUN, Verb.CREATE, Verb.ADOPT, Verb.READ)) {
      if (effects.stream().anyMatch(effect -> effect.verb() == verb)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }

  /** Returns what the plan comes to in one line. */
  static String summary(PlanKind kind, Plan plan) {
    PlanCounts counts = PlanCounts.of(plan);
    List<String> parts = new ArrayList<>();
    boolean calm = !plan.hasChanges() && kind != PlanKind.ADOPTION;
    if (calm || counts.acts().isEmpty()) {
      parts.add(kind.nothing(plan));
    }
    if (!counts.acts().isEmpty()) {
      parts.add(counts.acts());
    }
    if (counts.refused() > 0) {
      parts.add(counts.refused() + " can't be taken over");
    }
    if (counts.open() > 0) {
      parts.add(Words.count(counts.open(), "step") + " to be planned on the way");
    }
    if (counts.checks() > 0) {
      parts.add(Words.count(counts.checks(), "check") + " will run");
    }
    return String.join("; ", parts);
  }

  private void takingOver(Plan plan) {
    if (PlanCounts.of(plan).adopt() > 0) {
      page.line(page.paint(Ink.DIM, "What is marked with « stays as it is and becomes ours"));
    }
  }

  private void warning(Plan plan) {
    if (plan.reversibility() != Reversibility.REVERSIBLE) {
      page.line(page.paint(Ink.YELLOW, "What is marked with ! can't be undone without loss"));
    }
  }
}
