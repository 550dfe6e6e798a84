package io.deployctl.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which project, for commands that need no checkout of it. */
public final class ProjectOptions {
  @Option(
      names = "--project",
      paramLabel = "NAME",
      description =
          "Work without the project's files: find what the project of this name has left in the"
              + " cluster.")
  private String project;

  @Option(
      names = "--state-namespace",
      paramLabel = "NAMESPACE",
      description =
          "With --project: where to look, if Secrets may not be listed in all namespaces.")
  private String stateNamespace;

  /** Returns the project's name, if the work is to be done without its files. */
  public Optional<String> project() {
    return Optional.ofNullable(project);
  }

  /** Returns where to look for the environment's state, if that was said. */
  public Optional<String> stateNamespace() {
    return Optional.ofNullable(stateNamespace);
  }
}
