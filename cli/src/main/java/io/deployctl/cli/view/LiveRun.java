package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/**
 * Shows a run on a terminal: the stage under way is drawn in place, a row for each step; finished
 * stages stay above it.
 */
final class LiveRun implements RunView, RunEvent.Visitor<Void> {
  private static final long TICK_MILLIS = 200;

  private final Page out;
  private final Page err;
  private final Clock clock;
  private final Board board;
  private final LiveRegion region;
  private final BoardLines lines;
  private final RunTally tally = new RunTally();
  private Optional<Timer> ticker = Optional.empty();

  LiveRun(Page out, Page err, Clock clock, Plan plan) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.board = new Board(plan);
    this.region = new LiveRegion(err);
    this.lines = new BoardLines(err);
  }

  @Override
  public synchronized void accept(RunEvent event) {
    event.accept(this);
  }

  @Override
  public synchronized void ended(
      ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
    stopTicking();
    new RunSummary(out, err).show(exit, release, diagnostics, tally);
    out.flush();
  }

  @Override
  public synchronized void stopping() {
    print(err.paint(Ink.YELLOW, RunTally.STOPPING));
    err.flush();
  }

  @Override
  public synchronized void aborting() {
    print(err.paint(Ink.YELLOW, RunTally.ABORTING));
    err.flush();
  }

  @Override
  public synchronized <T> T ask(String question, Supplier<T> answer) {
    region.keep();
    new Question(err).show(question);
    return answer.get();
  }

  @Override
  public synchronized <T> T askMore(
      PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer) {
    region.keep();
    new Question(err).show(step, beyond, question);
    return answer.get();
  }

  @Override
  public Void runStarted(RunEvent.RunStarted event) {
    tally.begin();
    print(err.paint(Ink.BOLD, RunTally.title(event)) + err.paint(Ink.DIM, "  run " + event.run()));
    startTicking();
    return null;
  }

  @Override
  public Void stageStarted(RunEvent.StageStarted event) {
    board.begin(event);
    print(err.paint(Ink.BOLD, event.stage()));
    return draw();
  }

  @Override
  public Void stepStarted(RunEvent.StepStarted event) {
    board.begin(event);
    return draw();
  }

  @Override
  public Void stepReplanned(RunEvent.StepReplanned event) {
    board.tell(event.step(), "planned for good");
    return null;
  }

  @Override
  public Void stepProgress(RunEvent.StepProgress event) {
    board.tell(event.step(), event.line());
    return draw();
  }

  @Override
  public Void actStarted(RunEvent.ActStarted event) {
    board.tell(event.step(), event.verb().word() + " " + event.address());
    return null;
  }

  @Override
  public Void actFinished(RunEvent.ActFinished event) {
    tally.add(event);
    return null;
  }

  @Override
  public Void stepFinished(RunEvent.StepFinished event) {
    board.end(event);
    return draw();
  }

  @Override
  public Void stageFinished(RunEvent.StageFinished event) {
    draw();
    region.keep();
    return null;
  }

  @Override
  public Void rollbackStarted(RunEvent.RollbackStarted event) {
    board.rollBack();
    region.keep();
    String to = event.toRelease().map(number -> " to release " + number).orElse("");
    print(err.paint(Ink.YELLOW, "Rolling back" + to));
    return null;
  }

  @Override
  public Void runFinished(RunEvent.RunFinished event) {
    stopTicking();
    region.keep();
    err.blank();
    return null;
  }

  private Void draw() {
    region.draw(lines.of(board.rows(), clock.instant()));
    return null;
  }

  private void print(String dressed) {
    region.keep();
    err.line(dressed);
    err.flush();
  }

  private void startTicking() {
    Timer timer = new Timer("live-view", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tick();
          }
        },
        TICK_MILLIS,
        TICK_MILLIS);
    ticker = Optional.of(timer);
  }

  private synchronized void tick() {
    if (ticker.isPresent()) {
      draw();
    }
  }

  private void stopTicking() {
    ticker.ifPresent(Timer::cancel);
    ticker = Optional.empty();
  }
}
