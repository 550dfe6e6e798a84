package io.deployctl.cli.view;

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

/**
 * How a command talks. The result goes to standard output and everything else to standard error,
 * but for JSON, where the one document holds it all.
 */
public interface Views {
  /** Tells causes, warnings and notes. */
  void diagnostics(List<Diagnostic> diagnostics);

  /** Tells what is being done right now, in a short sentence without a final full stop. */
  void progress(String line);

  /** Tells which program this is. */
  void version(Invocation.Program program);

  /**
   * Shows a plan.
   *
   * @param kind what it is shown for
   * @param next what to run next, if there is something
   */
  void plan(PlanKind kind, Plan plan, Optional<String> next);

  /**
   * Shows where a change of a plan comes from.
   *
   * @param plan the plan
   * @param change what was asked for
   */
  void origin(Plan plan, PlannedChange change);

  /** Tells where a plan was saved. */
  void saved(SavedPlan saved);

  /** Says that this command shows a plan and then runs it; called before anything else. */
  void runBegins();

  /** Returns what shows the run of the plan. */
  RunView run(Plan plan);

  /** Shows the releases of an environment; empty before its first run. */
  void history(Optional<StoredEnvironment> environment);

  /** Shows how an environment is, as far as its store knows. */
  void status(EnvironmentStatus status);

  /** Shows who may change an environment. */
  void lock(LockReport report);

  /** Tells what became of an environment's state as a whole. */
  void state(StateReport report);

  /**
   * Asks a question that is not about a plan.
   *
   * @param question what to print
   * @param answer waits for the answer
   */
  <T> T ask(String question, Supplier<T> answer);

  /** Shows an environment's values. */
  void config(ConfigView view);

  /** Shows what each layer says about a value. */
  void explanation(ConfigExplanation explanation);

  /**
   * Shows the values that two environments do not share.
   *
   * @param left the name of the first
   * @param right the name of the second
   */
  void difference(String left, String right, List<ConfigDifference> differences);

  /** Tells which environments are valid. */
  void validated(List<String> environments);

  /** Shows rendered objects. */
  void rendered(RenderReport report);

  /** Shows what an account has to be allowed to do. */
  void rbac(RbacReport report);

  /** Shows how everything that an environment owns stands. */
  void health(HealthReport report);

  /** Shows how smoke scenarios went. */
  void smoke(List<SmokeOutcome> outcomes);

  /** Shows what doctor found. */
  void doctor(List<Finding> findings);

  /** Shows how a sandbox is. */
  void sandbox(SandboxReport report);

  /**
   * Tells which files were written.
   *
   * @param directory where
   * @param files their names, relative to it
   * @param next what to run next, there
   */
  void written(Path directory, List<String> files, String next);

  /**
   * Tells what became of what runs in a cluster when a project was written of it.
   *
   * @param directory where
   * @param files the names of the project's files, relative to it
   * @param report what is in it, and what is not
   */
  void imported(Path directory, List<String> files, ImportReport report);

  /**
   * Ends the output; called once, after everything else.
   *
   * @param exit the exit code
   */
  void finish(int exit);
}
