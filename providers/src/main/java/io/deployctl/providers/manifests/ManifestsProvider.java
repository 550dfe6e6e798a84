package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies Kubernetes objects from manifests and blueprints, and prunes what nothing claims. One
 * provider serves one command on one environment.
 */
public final class ManifestsProvider implements Provider {
  /** The provider's name, which is its key in a step. */
  static final String NAME = "manifests";

  /** The version of what its plans and releases hold. */
  static final int VERSION = 1;

  private final Clusters clusters;
  private final DocumentRenderer renderer;
  private final ReadinessWaiter waiter;
  private final Clock clock;
  private final Catalogue catalogue;
  private final Peers peers;

  /**
   * Makes one.
   *
   * @param clusters gives the environment's cluster
   * @param renderer turns files into documents
   * @param waiter waits until what was applied is ready
   * @param clock tells the time that takeovers of fields are stamped with
   * @param catalogue knows kinds without a cluster
   * @param images collects images whose tag can move
   */
  public ManifestsProvider(
      Clusters clusters,
      DocumentRenderer renderer,
      ReadinessWaiter waiter,
      Clock clock,
      Catalogue catalogue,
      MovingImages images) {
    this.peers = new Peers(requireNonNull(images, "images is null"));
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.renderer = requireNonNull(renderer, "renderer is null");
    this.waiter = requireNonNull(waiter, "waiter is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, ManifestsSettings.schema(), false);
  }

  @Override
  public Session open(StepScope scope) {
    return new ManifestsSession(scope, clusters, renderer, waiter, clock, peers, catalogue);
  }

  @Override
  public List<Diagnostic> remarks() {
    List<Diagnostic> remarks = new ArrayList<>(peers.rules().remarks());
    remarks.addAll(peers.images().take());
    return remarks;
  }
}
