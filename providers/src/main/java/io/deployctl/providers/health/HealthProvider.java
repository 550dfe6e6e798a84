package io.deployctl.providers.health;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.rights.Catalogue;

/** Checks that what was deployed is ready. */
public final class HealthProvider implements Provider {
  /** The provider's name. */
  public static final String NAME = "health";

  private final Clusters clusters;
  private final ClusterReadinessWaiter waiter;

  private final Catalogue catalogue;

  /**
   * Makes the provider over the command's cluster.
   *
   * @param catalogue knows kinds without a cluster
   */
  public HealthProvider(Clusters clusters, ClusterReadinessWaiter waiter, Catalogue catalogue) {
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.waiter = requireNonNull(waiter, "waiter is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, HealthSpec.schema(), true);
  }

  @Override
  public Session open(StepScope scope) {
    return new HealthSession(scope, clusters, waiter, catalogue);
  }
}
