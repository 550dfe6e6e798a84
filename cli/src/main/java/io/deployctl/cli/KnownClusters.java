package io.deployctl.cli;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.util.Optional;

/** A cluster that was asked for once: where there is none, nobody waits for it again. */
final class KnownClusters implements Clusters {
  private final Clusters clusters;
  private final Optional<DeployctlException> why;
  private final boolean asked;

  private KnownClusters(Clusters clusters, Optional<DeployctlException> why, boolean asked) {
    this.clusters = clusters;
    this.why = why;
    this.asked = asked;
  }

  /**
   * Connects, unless nobody is to be asked.
   *
   * @param offline whether the cluster is not to be asked
   */
  static KnownClusters of(Clusters clusters, boolean offline) {
    if (offline) {
      DeployctlException none =
          DeployctlException.failed(Diagnostic.error("no-cluster", "the cluster is not asked"));
      return new KnownClusters(clusters, Optional.of(none), false);
    }
    try {
      Cluster unused = clusters.get();
      return new KnownClusters(clusters, Optional.empty(), true);
    } catch (DeployctlException unreachable) {
      return new KnownClusters(clusters, Optional.of(unreachable), true);
    }
  }

  /** Returns a note on why no cluster was asked, if none was. */
  Optional<Diagnostic> note() {
    return why.filter(failure -> asked)
        .map(
            failure ->
                Diagnostic.note("cluster-unasked", "the cluster was not asked for its kinds")
                    .detail(failure.diagnostics().get(0).summary()));
  }

  @Override
  public Cluster get() {
    if (why.isPresent()) {
      throw why.get();
    }
    return clusters.get();
  }
}
