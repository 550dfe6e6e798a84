package io.deployctl.providers.smoke;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Clusters;

/** Checks that what was deployed does its job. */
public final class SmokeProvider implements Provider {
  /** The provider's name. */
  public static final String NAME = "smoke";

  private final Clusters clusters;

  /** Makes the provider over the command's cluster, which only port-forwards need. */
  public SmokeProvider(Clusters clusters) {
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, SmokeSpec.schema(), true);
  }

  @Override
  public Session open(StepScope scope) {
    return new SmokeSession(scope, clusters);
  }
}
