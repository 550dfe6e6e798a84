package io.deployctl.providers.kubernetes.client;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;

/** Connects at the first need, once; a failed attempt is tried again at the next need. */
public final class LazyClusters implements Clusters, AutoCloseable {
  private final Supplier<Cluster> connect;
  private Optional<Cluster> cluster = Optional.empty();

  /**
   * Makes one.
   *
   * @param connect connects, such as {@link ClusterConnector#connect}
   */
  public LazyClusters(Supplier<Cluster> connect) {
    this.connect = requireNonNull(connect, "connect is null");
  }

  @Override
  public synchronized Cluster get() {
    if (cluster.isEmpty()) {
      cluster = Optional.of(connect.get());
    }
    return cluster.get();
  }

  /** Returns the cluster if somebody needed it. */
  public synchronized Optional<Cluster> connected() {
    return cluster;
  }

  @Override
  public synchronized void close() {
    cluster.ifPresent(Cluster::close);
    cluster = Optional.empty();
  }
}
