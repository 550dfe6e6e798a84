package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.option.ValueOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a command is about.
 *
 * @param directory where to look for the project
 * @param environment the environment's name or alias, if one was given
 * @param context the kubeconfig context, if one was given
 * @param project the project's name, where its files are not to be used
 * @param stateNamespace where that project's state may be looked for
 * @param sets overrides of the command line
 * @param allowOverrides whether a protected environment takes overrides that are no inputs
 */
public record Selection(
    Path directory,
    Optional<String> environment,
    Optional<String> context,
    Optional<String> project,
    Optional<String> stateNamespace,
    List<String> sets,
    boolean allowOverrides) {
  /** Refuses nulls and copies. */
  public Selection {
    requireNonNull(directory, "directory is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(context, "context is null");
    requireNonNull(project, "project is null");
    requireNonNull(stateNamespace, "stateNamespace is null");
    sets = List.copyOf(sets);
  }

  /** Returns an environment of the project in the working directory. */
  static Selection of(CommandContext context, EnvironmentOptions environment) {
    return new Selection(
        context.global().directory(context.invocation().directory()),
        environment.environment(),
        environment.context(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }

  /** Returns this selection in another environment. */
  public Selection in(String name) {
    return new Selection(
        directory, Optional.of(name), context, project, stateNamespace, sets, allowOverrides);
  }

  /** Returns this selection with values that do not come from files. */
  Selection with(ValueOptions values) {
    return new Selection(
        directory,
        environment,
        context,
        project,
        stateNamespace,
        values.sets(),
        values.allowOverrides());
  }

  /** Returns this selection without the project's files, if the options say so. */
  Selection with(ProjectOptions options) {
    return new Selection(
        directory,
        environment,
        context,
        options.project(),
        options.stateNamespace(),
        sets,
        allowOverrides);
  }
}
