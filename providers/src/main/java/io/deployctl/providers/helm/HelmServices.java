package io.deployctl.providers.helm;

import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.process.ToolLocator;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** What all sessions share; see {@link HelmProvider}. */
record HelmServices(
    Clusters clusters,
    ProcessRunner runner,
    DocumentRenderer renderer,
    Supplier<ReadinessWaiter> waiter,
    ToolLocator tools,
    Path cache,
    Map<String, String> environment,
    Catalogue catalogue,
    MovingImages images) {
  /** The environment can hold secrets, so it is left out. */
  @Override
  public String toString() {
    return "HelmServices[cache=" + cache + "]";
  }
}
