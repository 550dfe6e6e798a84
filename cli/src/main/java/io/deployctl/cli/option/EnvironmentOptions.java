package io.deployctl.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which environment. */
public final class EnvironmentOptions {
  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      description = "The environment, by its name or an alias; a project with only one uses that.")
  private String environment;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description =
          "The kubeconfig context to reach the cluster through; it must be the environment's"
              + " cluster all the same.")
  private String context;

  /** Returns the environment's name or alias, if one was given. */
  public Optional<String> environment() {
    return Optional.ofNullable(environment);
  }

  /** Returns the kubeconfig context, if one was given. */
  public Optional<String> context() {
    return Optional.ofNullable(context);
  }
}
