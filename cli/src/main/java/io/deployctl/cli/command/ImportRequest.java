package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.option.ImportOptions;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a project is to be made of.
 *
 * @param namespaces namespaces whose objects are taken; the first one is the environment's
 * @param releases Helm releases that are taken
 * @param managers field managers that count as people's
 * @param context the kubeconfig context, if one was given
 * @param project the project's name
 * @param environment the environment's name
 */
public record ImportRequest(
    List<String> namespaces,
    List<Release> releases,
    Set<String> managers,
    Optional<String> context,
    String project,
    String environment) {
  private static final int LONGEST_NAME = 50;

  /** A Helm release by its name. */
  public record Release(String namespace, String name) {}

  /** Refuses nulls and copies. */
  public ImportRequest {
    namespaces = List.copyOf(namespaces);
    releases = List.copyOf(releases);
    managers = Set.copyOf(managers);
    requireNonNull(context, "context is null");
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
  }

  /**
   * Returns what the options ask for.
   *
   * @throws DeployctlException when they can't be meant
   */
  static ImportRequest of(ImportOptions options) {
    List<String> namespaces = options.namespaces();
    List<Release> releases =
        options.releases().stream().map(text -> release(text, namespaces)).toList();
    String first = namespaces.isEmpty() ? releases.get(0).name() : namespaces.get(0);
    return new ImportRequest(
        namespaces,
        releases,
        options.managers(),
        options.context(),
        project(options.project().orElseGet(() -> asName(first))),
        environment(options.environment()));
  }

  /** Returns the namespace of objects that name none. */
  public String namespace() {
    return namespaces.isEmpty() ? releases.get(0).namespace() : namespaces.get(0);
  }

  private static Release release(String text, List<String> namespaces) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    Optional<String> namespace =
        slash < 0 ? namespaces.stream().findFirst() : Optional.of(text.substring(0, slash));
    if (namespace.isEmpty() || namespace.get().isEmpty() || name.isEmpty() || name.contains("/")) {
      throw DeployctlException.invalid(
          Diagnostic.error("usage", "`--from-helm " + text + "` does not say which release")
              .hint("name it with its namespace, such as `--from-helm shop/redis`"));
    }
    return new Release(namespace.get(), name);
  }

  private static String asName(String text) {
    String plain = text.replaceAll("[^a-z0-9-]", "-").replaceFirst("^(?![a-z])", "project-");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).replaceAll("-+$", "");
  }

  private static String project(String name) {
    if (name.matches(StepId.PATTERN) && name.length() <= LONGEST_NAME) {
      return name;
    }
    throw wrong("--project", name, "");
  }

  private static String environment(String name) {
    boolean layer = name.equals("default") || name.equals("local");
    if (name.matches(StepId.PATTERN) && name.length() <= LONGEST_NAME && !layer) {
      return name;
    }
    throw wrong("--env", name, "; `default` and `local` are layers");
  }

  private static DeployctlException wrong(String option, String name, String more) {
    return DeployctlException.invalid(
        Diagnostic.error("usage", "`" + option + "` can't be `" + name + "`")
            .hint(
                "use lower-case letters, digits and hyphens, starting with a letter, at most "
                    + LONGEST_NAME
                    + " of them"
                    + more));
  }
}
