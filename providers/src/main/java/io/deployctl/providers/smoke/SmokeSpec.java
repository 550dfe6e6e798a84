package io.deployctl.providers.smoke;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.value.SecretText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A smoke step with everything that running it needs: the scenario's text, where to send it, and
 * its variables.
 *
 * @param file the scenario's file, for messages
 * @param scenario the scenario's text
 * @param url where to send requests; empty where a Service is forwarded
 * @param service the Service to forward to
 * @param variables what {@code ${vars.name}} stands for, where it is no secret
 * @param secrets the same, where it is one
 * @param timeout for the whole scenario
 */
record SmokeSpec(
    String file,
    String scenario,
    Optional<String> url,
    Optional<ServicePort> service,
    SortedMap<String, String> variables,
    SortedMap<String, SecretText> secrets,
    Duration timeout) {
  /** How long a scenario may take where the step's settings do not say. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  SmokeSpec {
    requireNonNull(file, "file is null");
    requireNonNull(scenario, "scenario is null");
    requireNonNull(url, "url is null");
    requireNonNull(service, "service is null");
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    requireNonNull(timeout, "timeout is null");
  }

  /**
   * A port of a Service.
   *
   * @param namespace its namespace
   * @param name its name
   * @param port the port's number
   */
  record ServicePort(String namespace, String name, int port) {
    /** Returns the port as messages name it. */
    String describe() {
      return "Service %s/%s:%d".formatted(namespace, name, port);
    }
  }

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
                Field.required(
                    "port", FieldType.INTEGER, "The Service's port, which speaks HTTP")));
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

  /** Returns the names of all variables. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(variables.keySet());
    names.addAll(secrets.keySet());
    return names;
  }

  /** Returns whether the step says where paths lead to. */
  boolean hasBase() {
    return url.isPresent() || service.isPresent();
  }

  /** Returns where requests go, in words. */
  String where() {
    return url.or(() -> service.map(ServicePort::describe)).orElse("the URLs of its requests");
  }
}
