package io.deployctl.core.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import java.util.Optional;

/**
 * Makes the journal's line of each event; none of what a step is doing right now, and none of an
 * act, whose intent and outcome are lines already.
 */
final class EventLine implements RunEvent.Visitor<Optional<ObjectNode>> {
  @Override
  public Optional<ObjectNode> runStarted(RunEvent.RunStarted event) {
    return Optional.of(
        line("run-started", event)
            .put("run", event.run().value())
            .put("mode", event.mode().word())
            .put("environment", event.environment())
            .put("release", event.release())
            .put("fence", event.fence()));
  }

  @Override
  public Optional<ObjectNode> stageStarted(RunEvent.StageStarted event) {
    return Optional.of(line("stage-started", event).put("stage", event.stage()));
  }

  @Override
  public Optional<ObjectNode> stepStarted(RunEvent.StepStarted event) {
    return Optional.of(step("step-started", event, event.step()).put("stage", event.stage()));
  }

  @Override
  public Optional<ObjectNode> stepReplanned(RunEvent.StepReplanned event) {
    ObjectNode line = step("step-replanned", event, event.step());
    ArrayNode effects = line.putArray("effects");
    event
        .plan()
        .effects()
        .forEach(
            effect ->
                effects
                    .addObject()
                    .put("effect", effect.id())
                    .put("verb", effect.verb().word())
                    .put("address", effect.address()));
    return Optional.of(line);
  }

  @Override
  public Optional<ObjectNode> stepProgress(RunEvent.StepProgress event) {
    return Optional.empty();
  }

  @Override
  public Optional<ObjectNode> actStarted(RunEvent.ActStarted event) {
    if (event.verb().isAct()) {
      return Optional.empty();
    }
    return Optional.of(
        step("act-started", event, event.step())
            .put("effect", event.effect())
            .put("verb", event.verb().word())
            .put("address", event.address()));
  }

  @Override
  public Optional<ObjectNode> actFinished(RunEvent.ActFinished event) {
    if (event.verb().isAct()) {
      return Optional.empty();
    }
    ObjectNode line =
        step("act-finished", event, event.step())
            .put("effect", event.effect())
            .put("verb", event.verb().word())
            .put("address", event.address());
    event.failure().ifPresent(failure -> line.put("failure", failure));
    return Optional.of(line);
  }

  @Override
  public Optional<ObjectNode> stepFinished(RunEvent.StepFinished event) {
    ObjectNode line =
        step("step-finished", event, event.step())
            .put("stage", event.stage())
            .put("outcome", event.outcome().word())
            .put("tookMillis", event.took().toMillis());
    JournalJson.putDiagnostics(line, event.diagnostics());
    return Optional.of(line);
  }

  @Override
  public Optional<ObjectNode> stageFinished(RunEvent.StageFinished event) {
    return Optional.of(
        line("stage-finished", event).put("stage", event.stage()).put("good", event.good()));
  }

  @Override
  public Optional<ObjectNode> rollbackStarted(RunEvent.RollbackStarted event) {
    ObjectNode line = line("rollback-started", event);
    event.toRelease().ifPresent(number -> line.put("toRelease", number));
    return Optional.of(line);
  }

  @Override
  public Optional<ObjectNode> runFinished(RunEvent.RunFinished event) {
    ObjectNode line =
        line("run-finished", event)
            .put("release", event.release())
            .put("status", event.status().word())
            .put("exit", event.exit().code())
            .put("verified", event.verified())
            .put("tookMillis", event.took().toMillis());
    JournalJson.putDiagnostics(line, event.diagnostics());
    return Optional.of(line);
  }

  private static ObjectNode step(String type, RunEvent event, StepId step) {
    return line(type, event).put("step", step.name());
  }

  private static ObjectNode line(String type, RunEvent event) {
    return JournalJson.line(type, event.at());
  }
}
