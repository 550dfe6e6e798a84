package io.deployctl.providers.health;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.schema.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a health step asks.
 *
 * @param checks the objects to look at; empty means everything that the earlier steps apply, and
 *     everything that Helm manages in the environment's namespace
 * @param timeout for all of them together
 */
record HealthSpec(List<Check> checks, Duration timeout) {
  /** How long a health step waits where its settings do not say. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /**
   * One object to look at.
   *
   * @param apiVersion group and version, where the kind's name is not enough
   * @param kind its kind
   * @param name its name
   * @param namespace its namespace; empty means the environment's
   * @param condition a condition that it must have instead of being ready
   */
  record Check(
      Optional<String> apiVersion,
      String kind,
      String name,
      Optional<String> namespace,
      Optional<String> condition) {}

  /** Refuses nulls and copies. */
  HealthSpec {
    checks = List.copyOf(checks);
    requireNonNull(timeout, "timeout is null");
  }

  /** Returns the keys of the step's settings. */
  static Schema schema() {
    Schema check =
        new Schema(
            "check",
            "One object that must be ready",
            List.of(
                Field.optional("apiVersion", FieldType.TEXT, "Group and version of a custom kind"),
                Field.required("kind", FieldType.TEXT, "The object's kind"),
                Field.required("name", FieldType.TEXT, "The object's name"),
                Field.optional("namespace", FieldType.TEXT, "The object's namespace")
                    .defaultsTo("the environment's namespace"),
                Field.optional(
                    "condition",
                    FieldType.TEXT,
                    "A condition that it must have, `Type` or `Type=Status`, instead of being"
                        + " ready as its kind understands it")));
    return new Schema(
        "health",
        "Waits until what was deployed is ready, and names the cause where it is not",
        List.of(
            Field.optional("checks", FieldType.RECORDS, "The objects to look at")
                .of(check)
                .defaultsTo(
                    "everything that earlier steps apply, and what Helm manages in the namespace"),
            Field.optional("timeout", FieldType.DURATION, "How long to wait for all of them")
                .defaultsTo("5m")));
  }

  /**
   * Reads the spec from a step's settings.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException with every problem at its place
   */
  static HealthSpec of(Settings settings) {
    return new HealthSpec(
        CheckReader.read(settings), settings.duration("timeout", DEFAULT_TIMEOUT));
  }
}
