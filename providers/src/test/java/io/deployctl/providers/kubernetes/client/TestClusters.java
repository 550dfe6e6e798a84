package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.spi.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects to clusters in tests. */
public final class TestClusters {
  /** For kubeconfigs without a credential plugin. */
  private static final ProcessRunner NO_PROCESSES =
      (command, redactor, cancellation) -> {
        throw new AssertionError("no process is expected: " + command.arguments());
      };

  private TestClusters() {}

  /** Connects through the kubeconfig's current context. */
  public static Cluster connect(Path kubeconfig) {
    return new ClusterConnector(request(kubeconfig)).connect();
  }

  /** Connects through the named context. */
  public static Cluster connect(Path kubeconfig, String context) {
    return new ClusterConnector(request(kubeconfig, Optional.of(context), Optional.empty()))
        .connect();
  }

  /** Returns a request for the kubeconfig's current context. */
  public static ClusterRequest request(Path kubeconfig) {
    return request(kubeconfig, Optional.empty(), Optional.empty());
  }

  /** Returns a request for a context and an expected cluster. */
  public static ClusterRequest request(
      Path kubeconfig, Optional<String> context, Optional<String> clusterId) {
    return new ClusterRequest(
        Map.of("KUBECONFIG", kubeconfig.toString()),
        kubeconfig.resolveSibling("no-home"),
        context,
        List.of(),
        clusterId,
        Duration.ofSeconds(20),
        NO_PROCESSES,
        new ApiWarnings());
  }
}
