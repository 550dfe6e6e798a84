package io.deployctl.providers.exec;

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
import java.util.List;
import java.util.Optional;

/** Runs commands. */
public final class ExecProvider implements Provider {
  static final String NAME = "exec";

  private static final Schema SETTINGS =
      new Schema(
          NAME,
          "Runs a command",
          List.of(
              Field.required(
                  "command",
                  FieldType.TEXTS,
                  "The program and its arguments; a program with a slash is a file of the project"),
              Field.optional(
                  "env", FieldType.MAP, "Environment variables for it; secrets are allowed"),
              Field.optional("directory", FieldType.TEXT, "Where it runs")
                  .defaultsTo("the project's directory"),
              Field.optional(
                  "inputs",
                  FieldType.TEXTS,
                  "Files that it depends on, by path or pattern such as `sql/**.sql`"),
              Field.optional("when", FieldType.TEXT, "When it is run")
                  .oneOf("inputs-changed", "always")
                  .defaultsTo("inputs-changed"),
              Field.optional(
                  "check",
                  FieldType.TEXTS,
                  "A command that only looks, and ends with 0 when all is done already"),
              Field.optional(
                      "repeatable",
                      FieldType.BOOLEAN,
                      "Whether it may be run again where a run was cut off in it, and nobody knows"
                          + " whether it came to its end")
                  .defaultsTo("false"),
              Field.optional("undo", FieldType.TEXTS, "The command that takes it back"),
              Field.optional("timeout", FieldType.DURATION, "How long it may take")
                  .defaultsTo("10m")));

  private final ProcessRunner runner;
  private final Optional<Clusters> clusters;

  /**
   * Makes the provider.
   *
   * @param runner runs the commands
   * @param clusters the cluster for which commands get a kubeconfig; empty where the project has
   *     none
   */
  public ExecProvider(ProcessRunner runner, Optional<Clusters> clusters) {
    this.runner = requireNonNull(runner, "runner is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, SETTINGS, false);
  }

  @Override
  public Session open(StepScope scope) {
    return new ExecSession(scope, runner, clusters);
  }
}
