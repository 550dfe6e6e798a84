package io.deployctl.cli.view;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.release.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of the stage that is under way, and how each of them is. Not safe for several threads.
 */
final class Board {
  private final Plan plan;
  private final Map<StepId, Row> rows = new LinkedHashMap<>();
  private boolean rollingBack;

  Board(Plan plan) {
    this.plan = plan;
  }

  /**
   * How one step is.
   *
   * @param step its name
   * @param outcome how it ended, or that it has not
   * @param since when it began
   * @param took how long it took, once it ended
   * @param line what it is doing right now
   */
  record Row(
      StepId step, StepOutcome outcome, Optional<Instant> since, Duration took, String line) {}

  /** Returns the rows in the order in which they are shown. */
  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** A stage begins: its steps take the place of the former ones. */
  void begin(RunEvent.StageStarted event) {
    rows.clear();
    if (!rollingBack) {
      plan.stages().stream()
          .filter(stage -> stage.name().equals(event.stage()))
          .map(PlannedStage::steps)
          .flatMap(List::stream)
          .forEach(step -> rows.put(step.step(), pending(step.step())));
    }
  }

  /** From now on stages are those of a plan that is not known here. */
  void rollBack() {
    rollingBack = true;
    rows.clear();
  }

  /** A step begins. */
  void begin(RunEvent.StepStarted event) {
    rows.put(
        event.step(),
        new Row(event.step(), StepOutcome.RUNNING, Optional.of(event.at()), Duration.ZERO, ""));
  }

  /** A step tells what it is doing. */
  void tell(StepId step, String line) {
    rows.computeIfPresent(
        step, (id, row) -> new Row(id, row.outcome(), row.since(), row.took(), line));
  }

  /** A step ends. */
  void end(RunEvent.StepFinished event) {
    rows.put(
        event.step(), new Row(event.step(), event.outcome(), Optional.empty(), event.took(), ""));
  }

  private static Row pending(StepId step) {
    return new Row(step, StepOutcome.PENDING, Optional.empty(), Duration.ZERO, "");
  }
}
