package io.deployctl.providers.health;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.schema.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a health step asks.
 *
 * @param checks the objects to look at; empty means everything that the earlier steps apply, and
 *     everything that Helm manages in the environment's namespace
 * @param timeout for all of them together
 */
public record HealthSpec(List<Check> checks, Duration timeout) {
  /** How long a health step waits where its settings do not say. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * One object to look at.
   *
   * @param apiVersion group and version, where the kind's name is not enough
   * @param kind its kind
   * @param name its name
   * @param namespace its namespace; empty means the environment's
   * @param condition a condition that it must have instead of being ready
   */
  public record Check(
      Optional<String> apiVersion,
      String kind,
      String name,
      Optional<String> namespace,
      Optional<String> condition) {}

  /** Refuses nulls and copies. */
  public HealthSpec {
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
                .defaultsTo("everything that earlier steps apply"),
            Field.optional("timeout", FieldType.DURATION, "How long to wait for all of them")
                .defaultsTo("5m")));
  }

  /** Reads the spec from a step's settings. */
  static HealthSpec of(Settings settings) {
    List<Check> checks =
        settings.records("checks").stream()
            .map(
                check ->
                    new Check(
                        check.optionalText("apiVersion"),
                        check.text("kind"),
                        check.text("name"),
                        check.optionalText("namespace"),
                        check.optionalText("condition")))
            .toList();
    return new HealthSpec(checks, settings.duration("timeout", DEFAULT_TIMEOUT));
  }

  /** Returns the spec as a release keeps it. */
  byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("timeoutMillis", timeout.toMillis());
    ArrayNode list = root.putArray("checks");
    for (Check check : checks) {
      ObjectNode node = list.addObject();
      check.apiVersion().ifPresent(text -> node.put("apiVersion", text));
      node.put("kind", check.kind()).put("name", check.name());
      check.namespace().ifPresent(text -> node.put("namespace", text));
      check.condition().ifPresent(text -> node.put("condition", text));
    }
    try {
      return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts can be written", impossible);
    }
  }

  /** Reads the spec from a release. */
  static HealthSpec fromJson(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      List<Check> checks = new ArrayList<>();
      for (JsonNode node : root.path("checks")) {
        checks.add(
            new Check(
                text(node, "apiVersion"),
                node.path("kind").asText(),
                node.path("name").asText(),
                text(node, "namespace"),
                text(node, "condition")));
      }
      return new HealthSpec(checks, Duration.ofMillis(root.path("timeoutMillis").asLong(300_000)));
    } catch (IOException damaged) {
      throw DeployctlException.failed(
          Diagnostic.error("damaged-release", "a release's health step can't be read")
              .detail(String.valueOf(damaged.getMessage())));
    }
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }
}
