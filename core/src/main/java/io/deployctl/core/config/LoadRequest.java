package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Schema;
import io.deployctl.core.value.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to load.
 *
 * @param directory the project's directory, see {@link ProjectFinder}
 * @param environment the environment's name or alias; may be empty for a project with one
 * @param variables the process's environment variables
 * @param sets overrides of the command line, each {@code a.b=value}; later ones win
 * @param allowOverrides whether a protected environment takes overrides that are no inputs
 * @param providers the schema of every provider's settings, named as the provider's key
 * @param secrets reads secrets, when they are needed
 * @param redactor learns every secret that is read
 */
public record LoadRequest(
    Path directory,
    Optional<String> environment,
    Map<String, String> variables,
    List<String> sets,
    boolean allowOverrides,
    List<Schema> providers,
    SecretReader secrets,
    Redactor redactor) {
  /** Refuses nulls and copies. */
  public LoadRequest {
    requireNonNull(directory, "directory is null");
    requireNonNull(environment, "environment is null");
    variables = Map.copyOf(variables);
    sets = List.copyOf(sets);
    providers = List.copyOf(providers);
    requireNonNull(secrets, "secrets is null");
    requireNonNull(redactor, "redactor is null");
  }

  /** Returns the same request with other values besides the files. */
  public LoadRequest with(
      Map<String, String> otherVariables, List<String> otherSets, boolean takesOverrides) {
    return new LoadRequest(
        directory,
        environment,
        otherVariables,
        otherSets,
        takesOverrides,
        providers,
        secrets,
        redactor);
  }

  /** Returns the same request with other secrets. */
  public LoadRequest withSecrets(SecretReader reader) {
    return new LoadRequest(
        directory, environment, variables, sets, allowOverrides, providers, reader, redactor);
  }

  /** Returns the same request for another environment. */
  public LoadRequest forEnvironment(String name) {
    return new LoadRequest(
        directory,
        Optional.of(name),
        variables,
        sets,
        allowOverrides,
        providers,
        secrets,
        redactor);
  }
}
