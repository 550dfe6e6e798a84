package io.deployctl.providers.exec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An exec step with everything that running it needs, its files apart.
 *
 * @param command the program and its arguments
 * @param check the command that tells whether it is done; empty where there is none
 * @param undo the command that takes it back; empty where there is none
 * @param variables environment variables that are no secrets
 * @param secrets environment variables that are
 * @param directory where the commands run, relative to the project
 * @param timeout how long each command may take
 * @param always whether it runs though no input changed
 * @param inputs digest of all that it was planned from
 */
record ExecSpec(
    List<String> command,
    List<String> check,
    List<String> undo,
    SortedMap<String, String> variables,
    SortedMap<String, String> secrets,
    String directory,
    Duration timeout,
    boolean always,
    Digest inputs) {
  private static final JsonMapper MAPPER = new JsonMapper();

  ExecSpec {
    command = List.copyOf(command);
    check = List.copyOf(check);
    undo = List.copyOf(undo);
    variables = new TreeMap<>(variables);
    secrets = new TreeMap<>(secrets);
    requireNonNull(directory, "directory is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(inputs, "inputs is null");
  }

  /** Returns the step as plans and releases keep it, sealed. */
  byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    command.forEach(root.putArray("command")::add);
    check.forEach(root.putArray("check")::add);
    undo.forEach(root.putArray("undo")::add);
    variables.forEach(root.putObject("variables")::put);
    secrets.forEach(root.putObject("secrets")::put);
    root.put("directory", directory);
    root.put("timeoutMillis", timeout.toMillis());
    root.put("always", always);
    root.put("inputs", inputs.value());
    try {
      return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts can be written", impossible);
    }
  }

  /** Reads the step from a plan or a release. */
  static ExecSpec fromJson(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      return new ExecSpec(
          texts(root.path("command")),
          texts(root.path("check")),
          texts(root.path("undo")),
          new TreeMap<>(map(root.path("variables"))),
          new TreeMap<>(map(root.path("secrets"))),
          root.path("directory").asText(),
          Duration.ofMillis(root.path("timeoutMillis").asLong(600_000)),
          root.path("always").asBoolean(),
          new Digest(root.path("inputs").asText()));
    } catch (IOException | IllegalArgumentException damaged) {
      throw DeployctlException.failed(
          Diagnostic.error("damaged-release", "a release's exec step can't be read"));
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Map<String, String> map(JsonNode node) {
    Map<String, String> map = new TreeMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
