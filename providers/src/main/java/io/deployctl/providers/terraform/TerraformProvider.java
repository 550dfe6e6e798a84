package io.deployctl.providers.terraform;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.ToolLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Drives Terraform or OpenTofu. */
public final class TerraformProvider implements Provider {
  static final String NAME = "terraform";

  private static final Schema SETTINGS =
      new Schema(
          NAME,
          "Plans and applies a Terraform root; its outputs are the step's outputs",
          List.of(
              Field.required("root", FieldType.TEXT, "Directory of the root module"),
              Field.optional(
                  "workspace", FieldType.TEXT, "Workspace; created where it is not there yet"),
              Field.optional(
                  "backendConfig", FieldType.MAP, "Settings of the backend; secrets are allowed"),
              Field.optional("varFiles", FieldType.TEXTS, "Files with values of variables"),
              Field.optional(
                  "vars",
                  FieldType.MAP,
                  "Values of variables, over those of varFiles; secrets are allowed"),
              Field.optional(
                      "lockTimeout", FieldType.DURATION, "How long to wait for the state's lock")
                  .defaultsTo("30s"),
              Field.optional(
                      "timeout",
                      FieldType.DURATION,
                      "How long one command of Terraform may take, such as a whole apply")
                  .defaultsTo("2h"),
              Field.optional(
                      "binary",
                      FieldType.TEXT,
                      "The program: a name to look for on the PATH, or a path in the project")
                  .defaultsTo("terraform, or else tofu"),
              Field.optional(
                      "parallelism", FieldType.INTEGER, "How many operations run side by side")
                  .defaultsTo("10")));

  private final ProcessRunner runner;
  private final ToolLocator tools;
  private final Path cache;
  private final Path left;
  private final Optional<Clusters> clusters;

  /**
   * Makes the provider.
   *
   * @param runner runs the tool
   * @param tools finds the tool
   * @param cache a directory of the user's where downloaded providers and modules are kept
   * @param left a directory of the user's where states are kept that could not be stored
   * @param clusters the cluster for which the tool gets a kubeconfig; empty where the project has
   *     none
   */
  public TerraformProvider(
      ProcessRunner runner, ToolLocator tools, Path cache, Path left, Optional<Clusters> clusters) {
    this.left = requireNonNull(left, "left is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.tools = requireNonNull(tools, "tools is null");
    this.cache = requireNonNull(cache, "cache is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, SETTINGS, false);
  }

  @Override
  public Session open(StepScope scope) {
    return new TerraformSession(scope, runner, tools, cache, left, clusters);
  }
}
