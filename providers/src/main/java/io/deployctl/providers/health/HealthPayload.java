package io.deployctl.providers.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How plans and releases keep a health step. */
final class HealthPayload {
  /** The version of the payload's form. */
  static final int VERSION = 1;

  /** The payload's part that says what the step asks; all that a release needs of it. */
  static final String SPEC = "spec";

  /** The payload's part that lists what the plan's other steps apply. */
  static final String APPLIED = "applied";

  private static final JsonMapper MAPPER = new JsonMapper();

  private HealthPayload() {}

  static Content spec(HealthSpec spec) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("timeoutMillis", spec.timeout().toMillis());
    ArrayNode list = root.putArray("checks");
    for (HealthSpec.Check check : spec.checks()) {
      ObjectNode node = list.addObject();
      check.apiVersion().ifPresent(text -> node.put("apiVersion", text));
      node.put("kind", check.kind()).put("name", check.name());
      check.namespace().ifPresent(text -> node.put("namespace", text));
      check.condition().ifPresent(text -> node.put("condition", text));
    }
    return write(root);
  }

  static Content applied(Collection<ResourceId> objects) {
    ArrayNode list = MAPPER.createArrayNode();
    objects.stream()
        .sorted()
        .forEach(
            id ->
                list.addObject()
                    .put("group", id.group())
                    .put("kind", id.kind())
                    .put("namespace", id.namespace())
                    .put("name", id.name()));
    return write(list);
  }

  /**
   * Reads what the step asks.
   *
   * @throws DeployctlException when the payload is of a newer version, or damaged
   */
  static HealthSpec spec(int version, Map<String, Content> payload) {
    JsonNode root = read(version, payload, SPEC);
    List<HealthSpec.Check> checks = new ArrayList<>();
    for (JsonNode node : root.path("checks")) {
      checks.add(
          new HealthSpec.Check(
              text(node, "apiVersion"),
              node.path("kind").asText(),
              node.path("name").asText(),
              text(node, "namespace"),
              text(node, "condition")));
    }
    long millis = root.path("timeoutMillis").asLong(HealthSpec.DEFAULT_TIMEOUT.toMillis());
    return new HealthSpec(checks, Duration.ofMillis(millis));
  }

  /** Reads what the plan's other steps apply; nothing where the payload is a release's. */
  static List<ResourceId> applied(int version, Map<String, Content> payload) {
    if (!payload.containsKey(APPLIED)) {
      return List.of();
    }
    List<ResourceId> objects = new ArrayList<>();
    for (JsonNode node : read(version, payload, APPLIED)) {
      objects.add(
          new ResourceId(
              node.path("group").asText(),
              node.path("kind").asText(),
              node.path("namespace").asText(),
              node.path("name").asText()));
    }
    return objects;
  }

  private static JsonNode read(int version, Map<String, Content> payload, String part) {
    Content content = payload.get(part);
    if (version != VERSION || content == null) {
      throw unreadable("its form is version " + version + ", and this deployctl knows " + VERSION);
    }
    try {
      return MAPPER.readTree(content.bytes());
    } catch (IOException damaged) {
      throw unreadable("it is not JSON");
    }
  }

  private static DeployctlException unreadable(String why) {
    return DeployctlException.failed(
        Diagnostic.error("unreadable-payload", "can't read what is kept of a health step: " + why)
            .hint("use the version of deployctl that made it, or a newer one"));
  }

  private static Content write(JsonNode node) {
    try {
      return Content.open(MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts can be written", impossible);
    }
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }
}
