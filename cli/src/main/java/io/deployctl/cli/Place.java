package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.TargetSpec;
import io.deployctl.core.plan.Target;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.providers.secret.SecretSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An environment and where it is: from the project's files, or from what a project left in a
 * cluster.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param target where it is
 * @param needsCluster whether it can do without none
 * @param files the project's files, unless the command works without them
 */
record Place(
    String project,
    String environment,
    TargetSpec target,
    boolean needsCluster,
    Optional<LoadedProject> files) {
  // Without files, the directory of the state is known by its absolute path only.
  private static final Path ROOT = Path.of("/");

  /** Refuses nulls. */
  Place {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(target, "target is null");
    requireNonNull(files, "files is null");
  }

  /** Returns the place that the project's files name. */
  static Place of(LoadedProject files) {
    boolean stepNeedsCluster =
        files.steps().stream()
            .anyMatch(step -> ProviderList.NEED_CLUSTER.contains(step.provider()));
    boolean secretNeedsCluster =
        files.secrets().stream()
            .anyMatch(secret -> secret.source().equals(SecretSources.KUBERNETES));
    return new Place(
        files.project(),
        files.environment(),
        files.target(),
        stepNeedsCluster || secretNeedsCluster || files.target().stateDirectory().isEmpty(),
        Optional.of(files));
  }

  /** Returns the place that a plan was made for. */
  static Place of(PlanFileHead head) {
    TargetSpec target =
        new TargetSpec(
            head.target().map(Target::clusterId),
            head.place().contexts(),
            head.place().namespace(),
            head.place().stateNamespace(),
            head.place().stateDirectory());
    return new Place(
        head.project(), head.environment(), target, head.place().needsCluster(), Optional.empty());
  }

  /** Returns this place with the project's files. */
  Place with(LoadedProject loaded) {
    return new Place(project, environment, target, needsCluster, Optional.of(loaded));
  }

  /** Returns the place of an environment that was found in a cluster. */
  static Place found(String project, String environment, String namespace, String stateNamespace) {
    TargetSpec target =
        new TargetSpec(Optional.empty(), List.of(), namespace, stateNamespace, Optional.empty());
    return new Place(project, environment, target, true, Optional.empty());
  }

  /** Returns the directory of the state, where it is kept in one. */
  Optional<Path> stateDirectory() {
    return target
        .stateDirectory()
        .map(name -> files.map(LoadedProject::directory).orElse(ROOT).resolve(name).normalize());
  }
}
