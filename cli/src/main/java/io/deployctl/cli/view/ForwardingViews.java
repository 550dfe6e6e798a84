package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.config.ConfigDifference;
import io.deployctl.core.config.ConfigExplanation;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedChange;
import io.deployctl.core.store.StoredEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes everything on to other views: for those that differ in little. */
abstract class ForwardingViews implements Views {
  private final Views others;

  ForwardingViews(Views others) {
    this.others = requireNonNull(others, "others is null");
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    others.diagnostics(diagnostics);
  }

  @Override
  public void progress(String line) {
    others.progress(line);
  }

  @Override
  public void version(Invocation.Program program) {
    others.version(program);
  }

  @Override
  public void plan(PlanKind kind, Plan plan, Optional<String> next) {
    others.plan(kind, plan, next);
  }

  @Override
  public void origin(Plan plan, PlannedChange change) {
    others.origin(plan, change);
  }

  @Override
  public void saved(SavedPlan saved) {
    others.saved(saved);
  }

  @Override
  public void runBegins() {
    others.runBegins();
  }

  @Override
  public RunView run(Plan plan) {
    return others.run(plan);
  }

  @Override
  public void history(Optional<StoredEnvironment> environment) {
    others.history(environment);
  }

  @Override
  public void status(EnvironmentStatus status) {
    others.status(status);
  }

  @Override
  public void lock(LockReport report) {
    others.lock(report);
  }

  @Override
  public void state(StateReport report) {
    others.state(report);
  }

  @Override
  public <T> T ask(String question, Supplier<T> answer) {
    return others.ask(question, answer);
  }

  @Override
  public void config(ConfigView view) {
    others.config(view);
  }

  @Override
  public void explanation(ConfigExplanation explanation) {
    others.explanation(explanation);
  }

  @Override
  public void difference(String left, String right, List<ConfigDifference> differences) {
    others.difference(left, right, differences);
  }

  @Override
  public void validated(List<String> environments) {
    others.validated(environments);
  }

  @Override
  public void rendered(RenderReport report) {
    others.rendered(report);
  }

  @Override
  public void rbac(RbacReport report) {
    others.rbac(report);
  }

  @Override
  public void health(HealthReport report) {
    others.health(report);
  }

  @Override
  public void smoke(List<SmokeOutcome> outcomes) {
    others.smoke(outcomes);
  }

  @Override
  public void doctor(List<Finding> findings) {
    others.doctor(findings);
  }

  @Override
  public void sandbox(SandboxReport report) {
    others.sandbox(report);
  }

  @Override
  public void written(Path directory, List<String> files, String next) {
    others.written(directory, files, next);
  }

  @Override
  public void imported(Path directory, List<String> files, ImportReport report) {
    others.imported(directory, files, report);
  }

  @Override
  public void finish(int exit) {
    others.finish(exit);
  }
}
