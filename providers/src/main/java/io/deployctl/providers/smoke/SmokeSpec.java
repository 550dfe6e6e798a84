package io.deployctl.providers.smoke;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A smoke step with everything that running it needs: the scenario's text, where to send it, and
 * its variables, which can be secrets.
 *
 * @param file the scenario's file, for messages
 * @param scenario the scenario's text
 * @param url where to send requests; empty where a Service is forwarded
 * @param service the Service to forward to
 * @param variables what {@code ${vars.name}} stands for
 * @param timeout for the whole scenario
 */
record SmokeSpec(
    String file,
    String scenario,
    Optional<String> url,
    Optional<ServicePort> service,
    Map<String, String> variables,
    Duration timeout) {
  private static final JsonMapper MAPPER = new JsonMapper();

  SmokeSpec {
    requireNonNull(file, "file is null");
    requireNonNull(scenario, "scenario is null");
    requireNonNull(url, "url is null");
    requireNonNull(service, "service is null");
    variables = new TreeMap<>(variables);
    requireNonNull(timeout, "timeout is null");
  }

  /**
   * A port of a Service.
   *
   * @param namespace its namespace
   * @param name its name
   * @param port the port's number
   * @param scheme {@code http} or {@code https}
   */
  record ServicePort(String namespace, String name, int port, String scheme) {}

  /** Returns the keys of the step's settings. */
  static Schema schema() {
    Schema service =
        new Schema(
            "service",
            "The Service that a port-forward leads to",
            List.of(
                Field.required("name", FieldType.TEXT, "The Service's name"),
                Field.optional("namespace", FieldType.TEXT, "The Service's namespace")
                    .defaultsTo("the environment's namespace"),
                Field.required("port", FieldType.INTEGER, "The Service's port"),
                Field.optional("scheme", FieldType.TEXT, "How it speaks")
                    .oneOf("http", "https")
                    .defaultsTo("http")));
    return new Schema(
        "smoke",
        "Sends a scenario's requests and compares the answers with what is expected",
        List.of(
            Field.required("scenario", FieldType.TEXT, "The scenario's file, in the project"),
            Field.optional("url", FieldType.TEXT, "Where to send the requests"),
            Field.optional("service", FieldType.RECORD, "A Service to reach through a port-forward")
                .of(service),
            Field.optional(
                "vars", FieldType.MAP, "Variables of the scenario, `${vars.name}` in it"),
            Field.optional("timeout", FieldType.DURATION, "For the whole scenario")
                .defaultsTo("2m")));
  }

  /** Returns where requests go, in words. */
  String where() {
    return url.orElseGet(
        () ->
            service
                .map(s -> "Service %s/%s:%d".formatted(s.namespace(), s.name(), s.port()))
                .orElse("the URLs of its requests"));
  }

  /** Returns the step as a release keeps it, sealed. */
  byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", file).put("scenario", scenario).put("timeoutMillis", timeout.toMillis());
    url.ifPresent(text -> root.put("url", text));
    service.ifPresent(
        s ->
            root.putObject("service")
                .put("namespace", s.namespace())
                .put("name", s.name())
                .put("port", s.port())
                .put("scheme", s.scheme()));
    ObjectNode vars = root.putObject("variables");
    variables.forEach(vars::put);
    try {
      return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts can be written", impossible);
    }
  }

  /** Reads the step from a release. */
  static SmokeSpec fromJson(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      Map<String, String> variables = new TreeMap<>();
      root.path("variables")
          .properties()
          .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
      return new SmokeSpec(
          root.path("file").asText(),
          root.path("scenario").asText(),
          Optional.ofNullable(root.get("url")).map(JsonNode::asText),
          Optional.ofNullable(root.get("service")).map(SmokeSpec::servicePort),
          variables,
          Duration.ofMillis(root.path("timeoutMillis").asLong(120_000)));
    } catch (IOException damaged) {
      throw DeployctlException.failed(
          Diagnostic.error("damaged-release", "a release's smoke step can't be read"));
    }
  }

  private static ServicePort servicePort(JsonNode node) {
    return new ServicePort(
        node.path("namespace").asText(),
        node.path("name").asText(),
        node.path("port").asInt(),
        node.path("scheme").asText("http"));
  }
}
