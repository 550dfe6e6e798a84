package io.deployctl.providers.helm;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.process.ToolLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Drives Helm. */
public final class HelmProvider implements Provider {
  static final String NAME = "helm";

  private static final Schema SETTINGS =
      new Schema(
          NAME,
          "Installs or upgrades a Helm release",
          List.of(
              Field.required(
                  "chart",
                  FieldType.TEXT,
                  "A chart's path in the project, `oci://` address, or name in the repository"),
              Field.optional("repository", FieldType.TEXT, "URL of the chart's repository"),
              Field.optional(
                  "version", FieldType.TEXT, "The chart's version; needed unless it is a path"),
              Field.optional("release", FieldType.TEXT, "The release's name")
                  .defaultsTo("the step's name"),
              Field.optional("namespace", FieldType.TEXT, "The release's namespace")
                  .defaultsTo("the environment's namespace"),
              Field.optional(
                      "createNamespace", FieldType.BOOLEAN, "Whether Helm makes the namespace")
                  .defaultsTo("false"),
              Field.optional(
                  "values", FieldType.TEXTS, "Values files; `.tmpl.yaml` files are templates"),
              Field.optional(
                  "set",
                  FieldType.MAP,
                  "Values over those of the files, by dotted path; secrets are allowed"),
              Field.optional("timeout", FieldType.DURATION, "How long hooks and readiness may take")
                  .defaultsTo("5m"),
              Field.optional(
                      "wait", FieldType.BOOLEAN, "Whether to wait until its objects are ready")
                  .defaultsTo("true"),
              Field.optional(
                      "skipCrds", FieldType.BOOLEAN, "Whether to leave the chart's crds/ out")
                  .defaultsTo("false"),
              Field.optional(
                      "dependencyUpdate",
                      FieldType.BOOLEAN,
                      "Whether to resolve dependencies anew, past the chart's lock file")
                  .defaultsTo("false"),
              Field.optional("description", FieldType.TEXT, "The revision's text in Helm's history")
                  .defaultsTo("who deployed it")));

  private final HelmServices services;

  /**
   * Makes the provider.
   *
   * @param clusters gives the cluster
   * @param runner runs helm
   * @param renderer reads values files
   * @param waiter waits for objects; asked for at the first need of the cluster
   * @param tools finds helm
   * @param cache a directory of the user's where downloaded charts are kept
   * @param environment where the user's registry credentials are found
   * @param catalogue knows kinds without a cluster
   * @param images collects images whose tag can move
   */
  public HelmProvider(
      Clusters clusters,
      ProcessRunner runner,
      DocumentRenderer renderer,
      Supplier<ReadinessWaiter> waiter,
      ToolLocator tools,
      Path cache,
      Map<String, String> environment,
      Catalogue catalogue,
      MovingImages images) {
    this.services =
        new HelmServices(
            requireNonNull(clusters, "clusters is null"),
            requireNonNull(runner, "runner is null"),
            requireNonNull(renderer, "renderer is null"),
            requireNonNull(waiter, "waiter is null"),
            requireNonNull(tools, "tools is null"),
            requireNonNull(cache, "cache is null"),
            Map.copyOf(environment),
            requireNonNull(catalogue, "catalogue is null"),
            requireNonNull(images, "images is null"));
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, SETTINGS, false);
  }

  @Override
  public List<Diagnostic> remarks() {
    return services.images().take();
  }

  @Override
  public Session open(StepScope scope) {
    return new HelmSession(scope, services);
  }
}
