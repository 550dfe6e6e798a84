package io.deployctl.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What runs already, to write a project of. */
public final class ImportOptions {
  @Option(
      names = "--from-namespace",
      paramLabel = "NAMESPACE",
      description =
          "Write a project of what runs in this namespace, its Helm releases included; may be"
              + " repeated.")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--from-helm",
      paramLabel = "[NAMESPACE/]RELEASE",
      description = "Write a project of this Helm release, with its chart; may be repeated.")
  private List<String> releases = new ArrayList<>();

  @Option(
      names = "--from-manager",
      paramLabel = "MANAGER",
      description =
          "With --from-namespace: also take what this field manager wrote, because it is how you"
              + " deploy; may be repeated.")
  private List<String> managers = new ArrayList<>();

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "The kubeconfig context of the cluster (default: the current one).")
  private String context;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The project's name (default: that of the namespace or release).")
  private String project;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      defaultValue = "live",
      description = "The name of the environment that runs there (default: ${DEFAULT-VALUE}).")
  private String environment = "live";

  /** Returns whether something that runs is to be taken. */
  public boolean isAny() {
    return !namespaces.isEmpty() || !releases.isEmpty();
  }

  /** Returns the namespaces, each once. */
  public List<String> namespaces() {
    return List.copyOf(new LinkedHashSet<>(namespaces));
  }

  /** Returns the releases as they were typed, each once. */
  public List<String> releases() {
    return List.copyOf(new LinkedHashSet<>(releases));
  }

  /** Returns the field managers whose fields are taken too. */
  public Set<String> managers() {
    return Set.copyOf(managers);
  }

  /** Returns the kubeconfig context, if one was given. */
  public Optional<String> context() {
    return Optional.ofNullable(context);
  }

  /** Returns the project's name, if one was given. */
  public Optional<String> project() {
    return Optional.ofNullable(project);
  }

  /** Returns the environment's name. */
  public String environment() {
    return environment;
  }
}
