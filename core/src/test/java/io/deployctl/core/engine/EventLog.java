package io.deployctl.core.engine;

import io.deployctl.core.event.EventSink;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.value.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers events in a short written form. */
final class EventLog implements EventSink, RunEvent.Visitor<String> {
  private final List<String> lines = new ArrayList<>();

  @Override
  public synchronized void accept(RunEvent event) {
    lines.add(event.accept(this));
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized void clear() {
    lines.clear();
  }

  @Override
  public String runStarted(RunEvent.RunStarted event) {
    return "run " + event.release() + " " + event.mode().word();
  }

  @Override
  public String stageStarted(RunEvent.StageStarted event) {
    return "stage " + event.stage();
  }

  @Override
  public String stepStarted(RunEvent.StepStarted event) {
    return "step " + event.step();
  }

  @Override
  public String stepReplanned(RunEvent.StepReplanned event) {
    return "replanned "
        + event.step()
        + ": "
        + event.plan().effects().stream()
            .flatMap(effect -> effect.changes().stream())
            .flatMap(change -> change.after().stream())
            .map(
                leaf ->
                    leaf instanceof Leaf.Literal literal ? literal.data().get().toString() : "*")
            .collect(Collectors.joining(","));
  }

  @Override
  public String stepProgress(RunEvent.StepProgress event) {
    return "progress " + event.step() + " " + event.line();
  }

  @Override
  public String actStarted(RunEvent.ActStarted event) {
    return "act " + event.verb().word() + " " + event.effect();
  }

  @Override
  public String actFinished(RunEvent.ActFinished event) {
    return (event.failure().isPresent() ? "failed " : "done ") + event.effect();
  }

  @Override
  public String stepFinished(RunEvent.StepFinished event) {
    return event.outcome().word() + " " + event.step();
  }

  @Override
  public String stageFinished(RunEvent.StageFinished event) {
    return (event.good() ? "good " : "bad ") + event.stage();
  }

  @Override
  public String rollbackStarted(RunEvent.RollbackStarted event) {
    return "rollback to " + event.toRelease().orElseThrow();
  }

  @Override
  public String runFinished(RunEvent.RunFinished event) {
    return "end " + event.release() + " " + event.status().word() + " " + event.exit().code();
  }
}
