package io.deployctl.cli.command;

import io.deployctl.cli.view.Finding;
import io.deployctl.cli.view.RbacReport;
import io.deployctl.cli.view.RenderReport;
import io.deployctl.core.config.EnvironmentSummary;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.statefile.StateFile;
import java.util.List;
import java.util.Optional;

/**
 * The parts that commands drive. Each is made when it is asked for, in the one place that knows
 * providers.
 */
public interface Services {
  /** Returns what brings throw-away clusters up and down. */
  SandboxControl sandboxes();

  /**
   * Reads the project's files in one environment. Connects to nothing and reads no secret.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException with everything that is wrong
   */
  LoadedProject project(Selection selection);

  /**
   * Looks at the files that a project's steps name: at scenarios, and at API versions where the
   * project says which Kubernetes it is for. Connects to nothing and reads no secret.
   */
  List<Diagnostic> files(LoadedProject project);

  /**
   * Renders the objects of the project's manifests steps in one environment. Reads secrets;
   * connects to no cluster.
   *
   * @param steps the names of the steps; empty for all
   * @throws io.deployctl.core.diagnostic.DeployctlException with everything that is wrong
   */
  RenderReport render(Selection selection, List<String> steps);

  /**
   * Finds out what an account has to be allowed to do in the cluster. Asks the cluster for its
   * kinds and the environment's state, where it may, and does without both where it may not.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException with everything that is wrong
   */
  RbacReport rbac(Selection selection, RbacQuestion question);

  /** Returns the project's environments. */
  List<EnvironmentSummary> environments(Selection selection);

  /**
   * Makes a project of what runs in a cluster. Changes nothing there, and writes no file.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when what was asked for is not there
   */
  ImportedProject imported(ImportRequest request);

  /** Looks whether everything that the environment needs is there; changes nothing. */
  List<Finding> examine(Selection selection);

  /**
   * Opens an environment. Reads the project's files, if the selection is one with files; connects
   * to nothing yet.
   *
   * @param events takes what happens in runs of the workspace's engine
   * @throws io.deployctl.core.diagnostic.DeployctlException when there is no such environment or
   *     its files are wrong
   */
  Workspace open(Selection selection, EventSink events);

  /**
   * Opens an environment whose own state or lease can't be used, with a record on this machine in
   * their place. Connects to the cluster.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when they can be used, when somebody
   *     alive holds the lease, or when there is no record to work from
   */
  Workspace openEmergency(Emergency emergency, Selection selection, EventSink events);

  /**
   * Opens the environment that an exported state is of, be there anything of it or not. With the
   * project's files, where these say; without them, where the state was, or as the selection says.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when the project's files are wrong
   */
  Workspace openFor(StateFile state, Selection selection);

  /**
   * Opens a plan and the environment that it is for. Connects to where the environment's state is:
   * the key to the file is there.
   *
   * @param selection where a checkout may be, and the kubeconfig context
   * @param use which checkouts may be used
   * @param emergency the environment as {@link #openEmergency} opened it, if it is an emergency:
   *     its record is used instead of the environment's own state
   * @param events takes what happens in runs of the workspace's engine
   * @throws io.deployctl.core.diagnostic.DeployctlException when the plan was not made for this
   *     environment
   */
  OpenedPlan open(
      PlanFile file,
      Selection selection,
      Checkout.Use use,
      Optional<Workspace> emergency,
      EventSink events);
}
