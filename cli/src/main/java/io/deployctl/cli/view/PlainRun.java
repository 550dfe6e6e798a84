package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.schema.Durations;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a run as lines that are only ever added: for logs and pipes. */
final class PlainRun implements RunView, RunEvent.Visitor<Void> {
  private final Page out;
  private final Page err;
  private final RunTally tally = new RunTally();
  private final ProgressNews told = new ProgressNews();

  PlainRun(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    event.accept(this);
    err.flush();
  }

  @Override
  public synchronized void ended(
      ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
    new RunSummary(out, err).show(exit, release, diagnostics, tally);
    out.flush();
  }

  @Override
  public synchronized void stopping() {
    line(err.paint(Ink.YELLOW, RunTally.STOPPING));
    err.flush();
  }

  @Override
  public synchronized void aborting() {
    line(err.paint(Ink.YELLOW, RunTally.ABORTING));
    err.flush();
  }

  @Override
  public synchronized <T> T ask(String question, Supplier<T> answer) {
    new Question(err).show(question);
    return answer.get();
  }

  @Override
  public synchronized <T> T askMore(
      PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer) {
    new Question(err).show(step, beyond, question);
    return answer.get();
  }

  @Override
  public Void runStarted(RunEvent.RunStarted event) {
    tally.begin();
    return line(
        err.paint(Ink.BOLD, RunTally.title(event)) + err.paint(Ink.DIM, "  run " + event.run()));
  }

  @Override
  public Void stageStarted(RunEvent.StageStarted event) {
    return line(err.paint(Ink.BOLD, event.stage()));
  }

  @Override
  public Void stepStarted(RunEvent.StepStarted event) {
    return step(event.step(), err.paint(Ink.DIM, "started"));
  }

  @Override
  public Void stepReplanned(RunEvent.StepReplanned event) {
    int effects = event.plan().effects().size();
    return step(event.step(), "planned for good, " + Words.count(effects, "effect"));
  }

  @Override
  public Void stepProgress(RunEvent.StepProgress event) {
    return told.isNews(event) ? step(event.step(), err.paint(Ink.DIM, event.line())) : null;
  }

  @Override
  public Void actStarted(RunEvent.ActStarted event) {
    return null;
  }

  @Override
  public Void actFinished(RunEvent.ActFinished event) {
    tally.add(event);
    if (event.failure().isPresent()) {
      return step(
          event.step(),
          err.paint(Ink.RED, "could not " + event.verb().word() + " " + event.address())
              + err.text(": " + event.failure().get()));
    }
    return step(
        event.step(),
        err.paint(EffectLines.ink(event.verb()), RunTally.past(event.verb()))
            + err.text(" " + event.address()));
  }

  @Override
  public Void stepFinished(RunEvent.StepFinished event) {
    return step(
        event.step(),
        err.paint(ink(event.outcome()), event.outcome().word())
            + err.text(" in " + Durations.format(event.took())));
  }

  @Override
  public Void stageFinished(RunEvent.StageFinished event) {
    return null;
  }

  @Override
  public Void rollbackStarted(RunEvent.RollbackStarted event) {
    String to = event.toRelease().map(number -> " to release " + number).orElse("");
    return line(err.paint(Ink.YELLOW, "Rolling back" + to));
  }

  @Override
  public Void runFinished(RunEvent.RunFinished event) {
    err.blank();
    return null;
  }

  /** Returns the ink of how a step ended. */
  static Ink ink(StepOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> Ink.GREEN;
      case UNCHANGED, CARRIED, PENDING, RUNNING -> Ink.DIM;
      case FAILED -> Ink.RED;
      case CANCELLED, SKIPPED -> Ink.YELLOW;
    };
  }

  private Void step(StepId step, String dressed) {
    return line("  " + err.text(step.name()) + ": " + dressed);
  }

  private Void line(String dressed) {
    err.line(dressed);
    return null;
  }
}
