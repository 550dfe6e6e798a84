package io.deployctl.cli.command;

import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.SealOptions;
import io.deployctl.core.plan.Target;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StateImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One environment, opened for one command. Its parts are made when they are first asked for, so
 * that a command connects to nothing that it does not need.
 */
public interface Workspace extends AutoCloseable {
  /** Returns the project's name. */
  String project();

  /** Returns the environment's name, never an alias. */
  String environment();

  /** Returns the cluster, connecting to it; empty where the environment has none. */
  Optional<Target> target();

  /** Returns where the environment's state lives. */
  EnvironmentStore store();

  /** Returns what to tell before anything is done in this environment. */
  List<Diagnostic> remarks();

  /** Returns an emergency of this machine that is not in the environment's own state yet. */
  Optional<Unreconciled> unreconciled();

  /** Has this machine's copy of the state made anew: the state was replaced. */
  void stateChanged();

  /** Returns whether the project's files say that the environment is protected. */
  boolean isProtected();

  /**
   * Returns who takes the lease for something that is no run of a plan.
   *
   * @param purpose the command
   */
  LeaseHolder holder(String purpose);

  /** Returns the file that holds the environment's state. */
  StateFile stateFile(StateImage image);

  /** Returns what plans and runs. */
  Engine engine();

  /**
   * Returns the project's files in this environment, with the inputs that an earlier release has
   * and this command does not give.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when they are wrong
   */
  Deployment deployment();

  /**
   * Returns what a plan file holds besides a plan of {@link #deployment()}.
   *
   * @param planning how the plan was made
   * @param validFor how long it may be applied
   */
  SealOptions sealing(PlanOptions planning, Duration validFor);

  /** Looks once at everything that the environment owns. */
  HealthReport health();

  /**
   * Runs the smoke scenarios that the newest deployed release holds.
   *
   * @param progress takes what is being done
   */
  List<SmokeOutcome> smoke(Consumer<String> progress);

  @Override
  void close();
}
