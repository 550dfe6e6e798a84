package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.view.EnvironmentStatus;
import io.deployctl.cli.view.Finding;
import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.ImportReport;
import io.deployctl.cli.view.LockReport;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.cli.view.RbacReport;
import io.deployctl.cli.view.RenderReport;
import io.deployctl.cli.view.RunView;
import io.deployctl.cli.view.SandboxReport;
import io.deployctl.cli.view.SavedPlan;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.cli.view.StateReport;
import io.deployctl.cli.view.Views;
import io.deployctl.core.config.ConfigDifference;
import io.deployctl.core.config.ConfigExplanation;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedChange;
import io.deployctl.core.store.StoredEnvironment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What programs read: one document, printed when the command ends, so that it can hold every
 * diagnostic and the exit code; for a run, one object per line as it goes.
 */
public final class JsonViews implements Views {
  private final JsonPage page;
  private final Invocation.Program program;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private Optional<ObjectNode> result = Optional.empty();
  private boolean lines;

  /**
   * Makes them.
   *
   * @param out takes everything
   * @param program which program this is
   */
  public JsonViews(PrintStream out, Invocation.Program program) {
    this.page = new JsonPage(out);
    this.program = program;
  }

  @Override
  public void diagnostics(List<Diagnostic> more) {
    diagnostics.addAll(more);
  }

  @Override
  public void progress(String line) {
    // One document, at the end: what is going on meanwhile is for people.
  }

  @Override
  public void version(Invocation.Program shown) {
    document("version").put("deployctl", shown.version()).put("java", shown.java());
  }

  @Override
  public void plan(PlanKind kind, Plan plan, Optional<String> next) {
    if (lines) {
      ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "plan");
      JsonPlan.write(node.put("kind", kind.word()), plan);
      page.line(node);
    } else {
      JsonPlan.write(document("plan").put("kind", kind.word()), plan);
    }
  }

  @Override
  public void origin(Plan plan, PlannedChange change) {
    JsonOrigin.write(document("plan-explain"), plan, change);
  }

  @Override
  public void saved(SavedPlan saved) {
    result
        .orElseThrow()
        .putObject("saved")
        .put("file", saved.file())
        .put("id", saved.id().value())
        .put("expiresAt", saved.expiresAt().toString());
  }

  @Override
  public void runBegins() {
    lines = true;
    page.line(
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "version")
            .put("schema", "deployctl/run/v1")
            .put("deployctl", program.version()));
  }

  @Override
  public RunView run(Plan plan) {
    return new JsonRun(page, node -> result = Optional.of(node));
  }

  @Override
  public void history(Optional<StoredEnvironment> environment) {
    ObjectNode node = document("history");
    environment.ifPresent(stored -> JsonRelease.identity(node, stored.identity()));
    node.set(
        "releases",
        JsonRelease.summaries(environment.map(StoredEnvironment::releases).orElse(List.of())));
  }

  @Override
  public void status(EnvironmentStatus status) {
    JsonRelease.status(document("status"), status);
  }

  @Override
  public void lock(LockReport report) {
    JsonLock.write(document("lock"), report);
  }

  @Override
  public void state(StateReport report) {
    JsonState.write(document("state"), report);
  }

  @Override
  public <T> T ask(String question, Supplier<T> answer) {
    // Programs are not asked: they say yes in their arguments.
    return answer.get();
  }

  @Override
  public void config(ConfigView view) {
    JsonConfig.show(document("config"), view);
  }

  @Override
  public void explanation(ConfigExplanation explanation) {
    JsonConfig.explain(document("config-explain"), explanation);
  }

  @Override
  public void difference(String left, String right, List<ConfigDifference> differences) {
    JsonConfig.difference(document("config-diff"), left, right, differences);
  }

  @Override
  public void validated(List<String> environments) {
    document("config-validate").set("valid", JsonPlan.array(environments));
  }

  @Override
  public void rendered(RenderReport report) {
    JsonRender.write(document("render"), report);
  }

  @Override
  public void rbac(RbacReport report) {
    JsonRbac.write(document("rbac"), report);
  }

  @Override
  public void health(HealthReport report) {
    JsonChecks.health(document("health"), report);
  }

  @Override
  public void smoke(List<SmokeOutcome> outcomes) {
    JsonChecks.smoke(document("smoke"), outcomes);
  }

  @Override
  public void doctor(List<Finding> findings) {
    JsonChecks.doctor(document("doctor"), findings);
  }

  @Override
  public void sandbox(SandboxReport report) {
    JsonSandbox.write(document("sandbox"), report);
  }

  @Override
  public void written(Path directory, List<String> files, String next) {
    document("init").put("directory", directory.toString()).set("files", JsonPlan.array(files));
  }

  @Override
  public void imported(Path directory, List<String> files, ImportReport report) {
    JsonImport.write(document("init"), directory, files, report);
  }

  @Override
  public void finish(int exit) {
    if (lines) {
      ObjectNode last = result.orElseGet(() -> JsonRun.result(exit));
      ArrayNode all = JsonDiagnostics.of(diagnostics);
      last.path("diagnostics").forEach(all::add);
      last.set("diagnostics", all);
      page.line(last);
      return;
    }
    ObjectNode document = result.orElseGet(() -> JsonPage.document("outcome"));
    document.put("exit", exit);
    document.set("diagnostics", JsonDiagnostics.of(diagnostics));
    page.document(document);
  }

  private ObjectNode document(String form) {
    ObjectNode node = JsonPage.document(form);
    result = Optional.of(node);
    return node;
  }
}
