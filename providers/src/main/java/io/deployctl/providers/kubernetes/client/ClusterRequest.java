package io.deployctl.providers.kubernetes.client;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.spi.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which cluster to connect to, and how.
 *
 * @param environment the process's environment variables ({@code KUBECONFIG}, proxies, in-cluster)
 * @param userHome the user's home directory, where {@code .kube/config} lies
 * @param context the context that the user asked for; it alone is tried
 * @param candidates contexts of the project, the first that exists is taken; empty means the
 *     current one
 * @param clusterId what the cluster must be: uid of its kube-system namespace or SHA-256 of its CA
 * @param timeout after which a single request is given up
 * @param processes runs credential plugins
 * @param warnings takes the warnings that the server sends along, such as deprecated versions; it
 *     is called from several threads
 * @param strict whether a server that can't prove who it is is refused
 */
public record ClusterRequest(
    Map<String, String> environment,
    Path userHome,
    Optional<String> context,
    List<String> candidates,
    Optional<String> clusterId,
    Duration timeout,
    ProcessRunner processes,
    Consumer<ApiWarning> warnings,
    boolean strict) {
  /** How long a request may take unless somebody says otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Makes one that warns of a server that can't prove who it is. */
  public ClusterRequest(
      Map<String, String> environment,
      Path userHome,
      Optional<String> context,
      List<String> candidates,
      Optional<String> clusterId,
      Duration timeout,
      ProcessRunner processes,
      Consumer<ApiWarning> warnings) {
    this(
        environment, userHome, context, candidates, clusterId, timeout, processes, warnings, false);
  }

  /** Refuses nulls and timeouts that are not positive; copies. */
  public ClusterRequest {
    environment = Map.copyOf(environment);
    requireNonNull(userHome, "userHome is null");
    requireNonNull(context, "context is null");
    candidates = List.copyOf(candidates);
    requireNonNull(clusterId, "clusterId is null");
    requireNonNull(processes, "processes is null");
    requireNonNull(warnings, "warnings is null");
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is positive");
    }
  }

  /** The environment can hold tokens, so it is left out. */
  @Override
  public String toString() {
    return "ClusterRequest[context=" + context + ", candidates=" + candidates + "]";
  }
}
