package io.deployctl.providers.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How plans and releases keep a smoke step: sealed, for its variables can be secrets. */
final class SmokePayload {
  /** The version of the payload's form. */
  static final int VERSION = 1;

  private static final String SPEC = "spec";
  private static final JsonMapper MAPPER = new JsonMapper();

  private SmokePayload() {}

  static SortedMap<String, Content> of(SmokeSpec spec) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", spec.file()).put("scenario", spec.scenario());
    root.put("timeoutMillis", spec.timeout().toMillis());
    spec.url().ifPresent(text -> root.put("url", text));
    spec.service()
        .ifPresent(
            service ->
                root.putObject("service")
                    .put("namespace", service.namespace())
                    .put("name", service.name())
                    .put("port", service.port()));
    ObjectNode variables = root.putObject("variables");
    spec.variables().forEach(variables::put);
    ObjectNode secrets = root.putObject("secrets");
    spec.secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
    SortedMap<String, Content> payload = new TreeMap<>();
    payload.put(SPEC, Content.sealed(write(root)));
    return payload;
  }

  /** Returns the bytes that tell one step from another; they hold its secrets. */
  static byte[] inputs(SortedMap<String, Content> payload) {
    return payload.get(SPEC).bytes();
  }

  /**
   * Reads a step.
   *
   * @throws DeployctlException when the payload is of another version, or damaged
   */
  static SmokeSpec read(int version, Map<String, Content> payload) {
    Content content = payload.get(SPEC);
    if (version != VERSION || content == null) {
      throw unreadable("its form is version " + version + ", and this deployctl knows " + VERSION);
    }
    try {
      return spec(MAPPER.readTree(content.bytes()));
    } catch (IOException damaged) {
      // The exception is left out: it can repeat what it could not read.
      throw unreadable("it is not JSON");
    }
  }

  private static SmokeSpec spec(JsonNode root) {
    SortedMap<String, String> variables = new TreeMap<>();
    root.path("variables")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
    SortedMap<String, SecretText> secrets = new TreeMap<>();
    root.path("secrets")
        .properties()
        .forEach(entry -> secrets.put(entry.getKey(), new SecretText(entry.getValue().asText())));
    return new SmokeSpec(
        root.path("file").asText(),
        root.path("scenario").asText(),
        Optional.ofNullable(root.get("url")).map(JsonNode::asText),
        Optional.ofNullable(root.get("service")).map(SmokePayload::service),
        variables,
        secrets,
        Duration.ofMillis(root.path("timeoutMillis").asLong(SmokeSpec.DEFAULT_TIMEOUT.toMillis())));
  }

  private static SmokeSpec.ServicePort service(JsonNode node) {
    return new SmokeSpec.ServicePort(
        node.path("namespace").asText(), node.path("name").asText(), node.path("port").asInt());
  }

  private static DeployctlException unreadable(String why) {
    return DeployctlException.failed(
        Diagnostic.error("unreadable-payload", "can't read what is kept of a smoke step: " + why)
            .hint("use the version of deployctl that made it, or a newer one"));
  }

  private static byte[] write(ObjectNode root) {
    try {
      return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts can be written", impossible);
    }
  }
}
