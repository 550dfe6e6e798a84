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
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a command of the project's own, which says when it has to run and how it is undone. */
public final class ExecProvider implements Provider {
  /** The provider's name. */
  public static final String NAME = "exec";

  private static final Schema SETTINGS =
      new Schema(
          NAME,
          "Runs a command of the project's own",
          List.of(
              Field.required("command", FieldType.TEXTS, "The program and its arguments"),
              Field.optional("env", FieldType.MAP, "Environment variables; secrets are allowed"),
              Field.optional("directory", FieldType.TEXT, "Where it runs, in the project")
                  .defaultsTo("the project's directory"),
              Field.optional(
                  "inputs",
                  FieldType.TEXTS,
                  "Files that it reads; a script that is its program counts as one"),
              Field.optional("when", FieldType.TEXT, "When it runs")
                  .oneOf("inputs-changed", "always")
                  .defaultsTo("inputs-changed"),
              Field.optional(
                  "check",
                  FieldType.TEXTS,
                  "A command that changes nothing and exits with 0 when what it does is done"),
              Field.optional("undo", FieldType.TEXTS, "The command that takes back what it does"),
              Field.optional("timeout", FieldType.DURATION, "How long each command may take")
                  .defaultsTo("10m")));

  private final ProcessRunner runner;
  private final Supplier<Optional<Cluster>> cluster;

  /**
   * Makes the provider.
   *
   * @param runner runs the commands
   * @param cluster the environment's cluster, where it has one: commands get a kubeconfig for it
   */
  public ExecProvider(ProcessRunner runner, Supplier<Optional<Cluster>> cluster) {
    this.runner = requireNonNull(runner, "runner is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor(NAME, SETTINGS, false);
  }

  @Override
  public Session open(StepScope scope) {
    return new ExecSession(scope, new CommandRunner(scope, runner, cluster));
  }
}
