package io.deployctl.providers.manifests;

import io.deployctl.core.config.ProjectSchema;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.schema.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a step says under {@code manifests:} that execution needs too.
 *
 * @param awaitReady whether the step is through only when its objects are ready
 * @param timeout how long that, and any other waiting of the step, may take
 * @param parallelism how many requests may be under way at once
 */
record ManifestsSettings(boolean awaitReady, Duration timeout, int parallelism) {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int PARALLELISM = 16;
  private static final int MOST_PARALLEL = 64;

  /** What holds where nothing is said: for a step of an earlier release. */
  static final ManifestsSettings DEFAULT = new ManifestsSettings(true, TIMEOUT, PARALLELISM);

  /** Returns the keys. */
  static Schema schema() {
    return new Schema(
        "manifests",
        "Applies Kubernetes objects server-side and prunes those that are no longer there",
        List.of(
            Field.optional(
                "paths",
                FieldType.TEXTS,
                "Files and directories with manifests; names ending in .tmpl.yaml are templates"),
            Field.optional(
                "blueprint",
                FieldType.TEXT,
                "Name of a directory of templates/ with a " + Blueprint.FILE),
            Field.optional(
                "with", FieldType.MAP, "The blueprint's parameters; templates see them as `with`"),
            Field.optional("namespace", FieldType.TEXT, "Where objects go that name no namespace")
                .defaultsTo("the environment's namespace"),
            Field.optional(
                    "ignore",
                    FieldType.RECORDS,
                    "Fields of these objects that others own, beside those of the project")
                .of(ProjectSchema.ignore()),
            Field.optional("wait", FieldType.BOOLEAN, "Whether to wait until objects are ready")
                .defaultsTo("true"),
            Field.optional("timeout", FieldType.DURATION, "How long to wait").defaultsTo("5m"),
            Field.optional(
                    "parallelism", FieldType.INTEGER, "How many requests at once, at most 64")
                .defaultsTo("16")));
  }

  /** Reads them. */
  static ManifestsSettings of(Settings settings) {
    int parallelism = settings.integer("parallelism", PARALLELISM);
    if (parallelism < 1 || parallelism > MOST_PARALLEL) {
      Diagnostic wrong =
          Diagnostic.error("invalid-setting", "`parallelism` must be from 1 to " + MOST_PARALLEL);
      throw DeployctlException.invalid(
          settings.position("parallelism").map(wrong::at).orElse(wrong));
    }
    Optional<Duration> timeout =
        settings.find("timeout").map(v -> settings.duration("timeout", TIMEOUT));
    return new ManifestsSettings(settings.flag("wait", true), timeout.orElse(TIMEOUT), parallelism);
  }
}
