package io.deployctl.providers.secret;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.SecretReader;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads secrets: {@code env:NAME}, {@code file:path}, {@code command:program arguments} and {@code
 * vault:mount/path#key}. Safe for several threads.
 */
public final class SecretSources implements SecretReader {
  /** What a secret can at most be long: what fits into a Secret object with others beside it. */
  static final int MAXIMUM_BYTES = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, SecretSource> sources;

  /**
   * Makes the sources of a project.
   *
   * @param variables the process's environment variables
   * @param home the user's home directory
   * @param projectDirectory what file names are relative to, and where commands run
   * @param runner runs commands
   * @param redactor masks known secrets in what a failing command says
   * @param cancellation ends a command that runs
   */
  public SecretSources(
      Map<String, String> variables,
      Path home,
      Path projectDirectory,
      ProcessRunner runner,
      Redactor redactor,
      Cancellation cancellation) {
    requireNonNull(projectDirectory, "projectDirectory is null");
    this.sources =
        new TreeMap<>(
            Map.of(
                "env", new VariableSource(variables),
                "file", new FileSource(projectDirectory),
                "command", new CommandSource(projectDirectory, runner, redactor, cancellation),
                "vault",
                    new VaultSource(variables, home, new VaultClient(PATIENCE, cancellation))));
  }

  @Override
  public Set<String> sources() {
    return Set.copyOf(sources.keySet());
  }

  @Override
  public SecretText read(String source, String reference) {
    SecretSource found = sources.get(source);
    if (found == null) {
      Diagnostic unknown =
          Diagnostic.error(
              "unknown-secret-source", "there is no source of secrets `" + source + "`");
      throw DeployctlException.invalid(
          unknown.hint(
              Suggestion.nearest(source, sources.keySet())
                  .map(nearest -> "Did you mean `" + nearest + "`?")
                  .orElse("Known sources: " + String.join(", ", sources.keySet()))));
    }
    return found.read(reference);
  }
}
