package io.deployctl.cli;

import io.deployctl.core.schema.Schema;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.providers.exec.ExecProvider;
import io.deployctl.providers.health.HealthProvider;
import io.deployctl.providers.helm.HelmProvider;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.readiness.GraceTimes;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.manifests.ManifestsProvider;
import io.deployctl.providers.smoke.SmokeProvider;
import io.deployctl.providers.template.PebbleDocumentRenderer;
import io.deployctl.providers.terraform.TerraformProvider;
import java.util.List;
import java.util.Set;

/** Every provider. A new kind of step is one more line here. */
final class ProviderList {
  /** Providers whose steps need a cluster. */
  static final Set<String> NEED_CLUSTER = Set.of("manifests", "helm", "health");

  private ProviderList() {}

  /** Makes them all. Cheap: each connects to nothing before its first step. */
  static List<Provider> of(Parts parts) {
    return of(parts, false);
  }

  /**
   * Makes them all.
   *
   * @param strict whether the environment is protected
   */
  static List<Provider> of(Parts parts, boolean strict) {
    MovingImages images = new MovingImages(strict);
    DocumentRenderer renderer = new PebbleDocumentRenderer();
    ClusterReadinessWaiter waiter =
        new ClusterReadinessWaiter(
            parts.clusters(), parts.redactor(), GraceTimes.DEFAULT, System::nanoTime);
    Catalogue catalogue = new Catalogue(parts.clusters());
    return List.of(
        new ManifestsProvider(
            parts.clusters(), renderer, waiter, parts.invocation().clock(), catalogue, images),
        new HelmProvider(
            parts.clusters(),
            parts.processes(),
            renderer,
            () -> waiter,
            parts.tools(),
            parts.cache().resolve("helm"),
            parts.invocation().environment(),
            catalogue,
            images),
        new TerraformProvider(
            parts.processes(),
            parts.tools(),
            parts.cache().resolve("terraform"),
            UserDirectories.state(parts.invocation()).resolve("terraform"),
            parts.clustersIfAny()),
        new ExecProvider(parts.processes(), parts.clustersIfAny()),
        new HealthProvider(parts.clusters(), waiter, catalogue),
        new SmokeProvider(parts.clusters()));
  }

  /** Returns the settings that each provider knows. */
  static List<Schema> schemas(Parts parts) {
    return of(parts).stream().map(provider -> provider.descriptor().settings()).toList();
  }
}
