package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads a project in one environment: reads every layer and checks everything that can be checked
 * offline, without reading a secret. All problems come at once.
 *
 * <p>Inputs that are not given may be known from an earlier release, which is only known once the
 * target is. So {@link #open} does everything but ask for them, and {@link
 * LoadedProject#deployment} takes the earlier ones and does.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Opens the project in the environment that the request names.
   *
   * @throws DeployctlException with every problem, each with its place and what to do
   */
  public static LoadedProject open(LoadRequest request) {
    Diagnostics problems = new Diagnostics();
    ProjectSpec project =
        new ProjectParser(request.providers(), problems).parse(request.directory());
    Optional<ProjectSpec.Environment> environment =
        Environments.choose(project, request.environment(), problems);
    if (environment.isEmpty()) {
      throw invalid(problems);
    }
    LayerFiles files = new LayerFiles(request.directory(), project, problems);
    List<Layer> layers = new ArrayList<>(files.read(environment.get().name()));
    if (files.isUnreadable()) {
      // Half of the values would make every reference to the other half a problem.
      throw invalid(problems);
    }
    Overrides overrides = new Overrides(project, layers, problems);
    overrides.addVariables(request.variables(), new VariableReferences(project, layers).all());
    overrides.addSets(request.sets());
    layers.addAll(overrides.layers());
    if (environment.get().isProtected() && !request.allowOverrides()) {
      ProtectedEnvironment.check(project, environment.get(), layers, problems);
    }
    Resolution resolution = new Resolution(request, project, environment.get(), layers);
    resolution.check(problems);
    if (problems.hasErrors()) {
      throw invalid(problems);
    }
    return new LoadedProject(resolution, problems.list());
  }

  /** Opens the project and takes the inputs of an earlier release where there is one. */
  public static Deployment load(LoadRequest request, Optional<PreviousInputs> previous) {
    return open(request).deployment(previous);
  }

  /**
   * Returns the project's environments, without choosing one.
   *
   * @throws DeployctlException when the project file is wrong
   */
  public static List<EnvironmentSummary> environments(LoadRequest request) {
    Diagnostics problems = new Diagnostics();
    Path directory = request.directory();
    ProjectSpec project = new ProjectParser(request.providers(), problems).parse(directory);
    problems.throwIfErrors();
    return project.environments().values().stream().map(Environments::summary).toList();
  }

  /**
   * Returns the name of the project in the request's directory.
   *
   * @throws DeployctlException when the project file is wrong
   */
  public static String name(LoadRequest request) {
    Diagnostics problems = new Diagnostics();
    ProjectSpec project =
        new ProjectParser(request.providers(), problems).parse(request.directory());
    problems.throwIfErrors();
    return project.name();
  }

  private static DeployctlException invalid(Diagnostics problems) {
    return new DeployctlException(
        io.deployctl.core.model.ExitStatus.INVALID, ProblemOrder.sorted(problems.list()));
  }
}
