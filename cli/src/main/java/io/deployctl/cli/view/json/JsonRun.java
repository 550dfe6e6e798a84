package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.RunView;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A run as JSON lines: an object for each event as it happens. */
final class JsonRun implements RunView, RunEvent.Visitor<ObjectNode> {
  private final JsonPage page;
  private final Consumer<ObjectNode> result;

  /**
   * Makes one.
   *
   * @param result takes the object for the end, which is the last line of all
   */
  JsonRun(JsonPage page, Consumer<ObjectNode> result) {
    this.page = page;
    this.result = result;
  }

  /** Returns the object for the end of a command that may not have come to a run. */
  static ObjectNode result(int exit) {
    return JsonNodeFactory.instance.objectNode().put("type", "result").put("exit", exit);
  }

  @Override
  public void accept(RunEvent event) {
    page.line(event.accept(this));
  }

  @Override
  public void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
    ObjectNode node = result(exit.code());
    release.ifPresent(present -> node.set("release", JsonRelease.of(present)));
    node.set("diagnostics", JsonDiagnostics.of(diagnostics));
    result.accept(node);
  }

  @Override
  public void stopping() {
    page.line(JsonNodeFactory.instance.objectNode().put("type", "stopping"));
  }

  @Override
  public void aborting() {
    page.line(JsonNodeFactory.instance.objectNode().put("type", "aborting"));
  }

  @Override
  public <T> T ask(String question, Supplier<T> answer) {
    return answer.get();
  }

  @Override
  public <T> T askMore(PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer) {
    return answer.get();
  }

  @Override
  public ObjectNode runStarted(RunEvent.RunStarted event) {
    return of("runStarted", event)
        .put("run", event.run().value())
        .put("mode", event.mode().word())
        .put("environment", event.environment())
        .put("release", event.release())
        .put("fence", event.fence());
  }

  @Override
  public ObjectNode stageStarted(RunEvent.StageStarted event) {
    return of("stageStarted", event).put("stage", event.stage());
  }

  @Override
  public ObjectNode stepStarted(RunEvent.StepStarted event) {
    return of("stepStarted", event).put("stage", event.stage()).put("step", event.step().name());
  }

  @Override
  public ObjectNode stepReplanned(RunEvent.StepReplanned event) {
    ObjectNode node = of("stepReplanned", event).put("step", event.step().name());
    JsonPlan.write(node, event.plan());
    return node;
  }

  @Override
  public ObjectNode stepProgress(RunEvent.StepProgress event) {
    return of("stepProgress", event).put("step", event.step().name()).put("line", event.line());
  }

  @Override
  public ObjectNode actStarted(RunEvent.ActStarted event) {
    return of("actStarted", event)
        .put("step", event.step().name())
        .put("effect", event.effect())
        .put("verb", event.verb().word())
        .put("address", event.address());
  }

  @Override
  public ObjectNode actFinished(RunEvent.ActFinished event) {
    ObjectNode node =
        of("actFinished", event)
            .put("step", event.step().name())
            .put("effect", event.effect())
            .put("verb", event.verb().word())
            .put("address", event.address());
    event.failure().ifPresent(failure -> node.put("failure", failure));
    return node;
  }

  @Override
  public ObjectNode stepFinished(RunEvent.StepFinished event) {
    ObjectNode node =
        of("stepFinished", event)
            .put("stage", event.stage())
            .put("step", event.step().name())
            .put("outcome", event.outcome().word())
            .put("tookMillis", event.took().toMillis());
    node.set("diagnostics", JsonDiagnostics.of(event.diagnostics()));
    return node;
  }

  @Override
  public ObjectNode stageFinished(RunEvent.StageFinished event) {
    return of("stageFinished", event).put("stage", event.stage()).put("good", event.good());
  }

  @Override
  public ObjectNode rollbackStarted(RunEvent.RollbackStarted event) {
    ObjectNode node = of("rollbackStarted", event);
    event.toRelease().ifPresent(number -> node.put("toRelease", number));
    return node;
  }

  @Override
  public ObjectNode runFinished(RunEvent.RunFinished event) {
    ObjectNode node =
        of("runFinished", event)
            .put("release", event.release())
            .put("status", event.status().word())
            .put("exit", event.exit().code())
            .put("verified", event.verified())
            .put("tookMillis", event.took().toMillis());
    node.set("diagnostics", JsonDiagnostics.of(event.diagnostics()));
    return node;
  }

  private static ObjectNode of(String type, RunEvent event) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("at", event.at().toString());
  }
}
