package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.config.ConfigDifference;
import io.deployctl.core.config.ConfigExplanation;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedChange;
import io.deployctl.core.store.StoredEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What people read. */
public final class HumanViews implements Views {
  private final Page out;
  private final Page err;
  private final Verbosity verbosity;
  private final Optional<Clock> live;

  /**
   * Makes them.
   *
   * @param out takes results
   * @param err takes everything else
   * @param verbosity how much there is to read
   * @param live tells the time to a view that is redrawn in place; empty where lines are only added
   */
  public HumanViews(Page out, Page err, Verbosity verbosity, Optional<Clock> live) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
    this.verbosity = requireNonNull(verbosity, "verbosity is null");
    this.live = requireNonNull(live, "live is null");
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    out.flush();
    new HumanDiagnostics(err).show(diagnostics);
    err.flush();
  }

  @Override
  public void progress(String line) {
    err.line(err.paint(Ink.DIM, line));
    err.flush();
  }

  @Override
  public void version(Invocation.Program program) {
    out.line("deployctl " + out.text(program.version()));
    out.line("java " + out.text(program.java()));
  }

  @Override
  public void plan(PlanKind kind, Plan plan, Optional<String> next) {
    new HumanPlan(out, verbosity).show(kind, plan, next);
    out.flush();
  }

  @Override
  public void origin(Plan plan, PlannedChange change) {
    new HumanOrigin(out, plan).show(change);
    out.flush();
  }

  @Override
  public void saved(SavedPlan saved) {
    out.line(
        out.text("Saved to " + saved.file())
            + out.paint(Ink.DIM, ", to be applied until " + saved.expiresAt()));
    out.next(saved.next());
  }

  @Override
  public void runBegins() {
    // People see that it runs; only programs are told beforehand.
  }

  @Override
  public RunView run(Plan plan) {
    return live.<RunView>map(clock -> new LiveRun(out, err, clock, plan))
        .orElseGet(() -> new PlainRun(out, err));
  }

  @Override
  public void history(Optional<StoredEnvironment> environment) {
    new HumanHistory(out).show(environment);
  }

  @Override
  public void status(EnvironmentStatus status) {
    new HumanStatus(out, verbosity).show(status);
  }

  @Override
  public void lock(LockReport report) {
    new HumanLock(out).show(report);
  }

  @Override
  public void state(StateReport report) {
    new HumanState(out).show(report);
  }

  @Override
  public <T> T ask(String question, Supplier<T> answer) {
    out.flush();
    new Question(err).show(question);
    return answer.get();
  }

  @Override
  public void config(ConfigView view) {
    new HumanConfig(out).show(view);
  }

  @Override
  public void explanation(ConfigExplanation explanation) {
    new HumanConfig(out).explain(explanation);
  }

  @Override
  public void difference(String left, String right, List<ConfigDifference> differences) {
    new HumanConfig(out).difference(left, right, differences);
  }

  @Override
  public void validated(List<String> environments) {
    environments.forEach(
        name -> out.line(out.paint(Ink.GREEN, "✓") + out.text(" " + name + " is valid")));
  }

  @Override
  public void rendered(RenderReport report) {
    new HumanRender(out).show(report);
  }

  @Override
  public void rbac(RbacReport report) {
    new HumanRbac(out).show(report);
  }

  @Override
  public void health(HealthReport report) {
    new HumanHealth(out, err).show(report);
  }

  @Override
  public void smoke(List<SmokeOutcome> outcomes) {
    new HumanSmoke(out, err).show(outcomes);
  }

  @Override
  public void doctor(List<Finding> findings) {
    new HumanDoctor(out, err).show(findings);
  }

  @Override
  public void sandbox(SandboxReport report) {
    new HumanSandbox(out, verbosity).show(report);
  }

  @Override
  public void written(Path directory, List<String> files, String next) {
    out.line(out.paint(Ink.BOLD, "Wrote a project into " + directory));
    files.forEach(file -> out.line("  " + out.text(file)));
    out.line("Next, there: " + out.paint(Ink.CYAN, next));
  }

  @Override
  public void imported(Path directory, List<String> files, ImportReport report) {
    new HumanImport(out, verbosity).show(directory, files, report);
  }

  @Override
  public void finish(int exit) {
    out.flush();
    err.flush();
  }
}
