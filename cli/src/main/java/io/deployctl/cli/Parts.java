package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.value.EncodingRedactor;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.process.ToolLocator;
import io.deployctl.providers.sandbox.Binaries;
import io.deployctl.providers.sandbox.SandboxHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the parts of one command share.
 *
 * @param invocation what the process was given
 * @param cancellation tells work to end
 * @param redactor knows every secret that was read
 * @param processes runs child processes
 * @param tools finds helm, terraform and their like
 * @param clusters gives the command's cluster
 * @param needsCluster whether the environment has one
 * @param cache the user's directory for what can be fetched again
 */
record Parts(
    Invocation invocation,
    Cancellation cancellation,
    Redactor redactor,
    ProcessRunner processes,
    ToolLocator tools,
    Clusters clusters,
    boolean needsCluster,
    Path cache) {
  /** Refuses nulls. */
  Parts {
    requireNonNull(invocation, "invocation is null");
    requireNonNull(cancellation, "cancellation is null");
    requireNonNull(redactor, "redactor is null");
    requireNonNull(processes, "processes is null");
    requireNonNull(tools, "tools is null");
    requireNonNull(clusters, "clusters is null");
    requireNonNull(cache, "cache is null");
  }

  private static Parts of(
      Invocation invocation,
      Cancellation cancellation,
      Redactor redactor,
      Supplier<Map<String, String>> requires,
      Clusters clusters,
      boolean needsCluster) {
    Map<String, String> environment = invocation.environment();
    ProcessRunner processes = new CommonsExecProcessRunner(environment);
    SandboxHome sandbox = SandboxHome.of(environment, invocation.home());
    ToolLocator tools =
        new ToolLocator(
            processes,
            environment,
            Optional.of(Binaries.expected(sandbox).directory()),
            requires,
            redactor,
            cancellation);
    return new Parts(
        invocation,
        cancellation,
        redactor,
        processes,
        tools,
        clusters,
        needsCluster,
        UserDirectories.cache(invocation));
  }

  /** Returns what gives the command's cluster; empty where the environment has none. */
  Optional<Clusters> clustersIfAny() {
    return needsCluster ? Optional.of(clusters) : Optional.empty();
  }

  /** Returns the command's cluster, connecting to it; empty where the environment has none. */
  Optional<Cluster> cluster() {
    return needsCluster ? Optional.of(clusters.get()) : Optional.empty();
  }

  /**
   * Returns these parts with a cluster.
   *
   * @param requires the version ranges that the project asks for, by tool
   * @param needed whether the environment has one
   */
  Parts with(Supplier<Map<String, String>> requires, Clusters connected, boolean needed) {
    return of(invocation, cancellation, redactor, requires, connected, needed);
  }

  /** Returns the parts of a command that knows no cluster: enough to check files. */
  static Parts offline(Invocation invocation, Cancellation cancellation) {
    Clusters none =
        () -> {
          throw DeployctlException.failed(
              Diagnostic.error("no-cluster", "this command connects to no cluster"));
        };
    return of(invocation, cancellation, new EncodingRedactor(), Map::of, none, false);
  }
}
