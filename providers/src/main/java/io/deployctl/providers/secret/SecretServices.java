package io.deployctl.providers.secret;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.ToolLocator;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the sources of secrets work with.
 *
 * @param variables the process's environment variables
 * @param home the user's home directory
 * @param projectDirectory what file names are relative to, and where programs run
 * @param runner runs programs
 * @param tools finds {@code sops}
 * @param clusters gives the target's cluster
 * @param namespace the environment's namespace
 * @param redactor masks known secrets in what programs and servers say
 * @param cancellation ends what runs
 */
public record SecretServices(
    Map<String, String> variables,
    Path home,
    Path projectDirectory,
    ProcessRunner runner,
    ToolLocator tools,
    Clusters clusters,
    String namespace,
    Redactor redactor,
    Cancellation cancellation) {
  /** Refuses nulls and copies. */
  public SecretServices {
    variables = Map.copyOf(variables);
    requireNonNull(home, "home is null");
    requireNonNull(projectDirectory, "projectDirectory is null");
    requireNonNull(runner, "runner is null");
    requireNonNull(tools, "tools is null");
    requireNonNull(clusters, "clusters is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(redactor, "redactor is null");
    requireNonNull(cancellation, "cancellation is null");
  }

  /** The variables can hold secrets, so they are left out. */
  @Override
  public String toString() {
    return "SecretServices[" + projectDirectory + "]";
  }
}
