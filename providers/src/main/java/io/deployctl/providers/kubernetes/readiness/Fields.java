package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short ways to read fields of an object's tree. */
final class Fields {
  private Fields() {}

  /** Returns the text at the JSON pointer; empty where there is none. */
  static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText("");
  }

  /** Returns the number at the JSON pointer, or the default where there is none. */
  static int number(JsonNode node, String pointer, int otherwise) {
    return node.at(pointer).asInt(otherwise);
  }

  /** Returns the time at the JSON pointer, if there is one that can be read. */
  static Optional<Instant> time(JsonNode node, String pointer) {
    String text = text(node, pointer);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns the items at the JSON pointer. */
  static List<JsonNode> items(JsonNode node, String pointer) {
    List<JsonNode> items = new ArrayList<>();
    node.at(pointer).forEach(items::add);
    return items;
  }

  /** Returns the status condition of the type, if the object has one; case does not matter. */
  static Optional<JsonNode> condition(JsonNode object, String type) {
    return items(object, "/status/conditions").stream()
        .filter(condition -> text(condition, "/type").equalsIgnoreCase(type))
        .findFirst();
  }

  /** Returns whether the object has the condition with status {@code True}. */
  static boolean isTrue(JsonNode object, String type) {
    return has(object, type, "True");
  }

  /** Returns whether the object has the condition with status {@code False}. */
  static boolean isFalse(JsonNode object, String type) {
    return has(object, type, "False");
  }

  /** Returns whether the controller has seen the newest spec. */
  static boolean isObserved(JsonNode object) {
    return object.at("/status/observedGeneration").asLong(0)
        >= object.at("/metadata/generation").asLong(0);
  }

  static String name(JsonNode object) {
    return text(object, "/metadata/name");
  }

  static String namespace(JsonNode object) {
    return text(object, "/metadata/namespace");
  }

  static String uid(JsonNode object) {
    return text(object, "/metadata/uid");
  }

  /** Returns whether the object is controlled by the one of the uid. */
  static boolean isOwnedBy(JsonNode object, String uid) {
    return items(object, "/metadata/ownerReferences").stream()
        .anyMatch(owner -> text(owner, "/uid").equals(uid));
  }

  /** Returns whether the labels at the pointer have everything that the selector asks for. */
  static boolean matches(JsonNode object, String pointer, JsonNode selector) {
    return selector.properties().stream()
        .allMatch(
            wanted ->
                object
                        .at(pointer)
                        .path(wanted.getKey())
                        .asText("")
                        .equals(wanted.getValue().asText())
                    && object.at(pointer).has(wanted.getKey()));
  }

  /** Returns the events about the object, the newest last. */
  static List<ObjectNode> events(ObjectNode object, Surroundings around) {
    return around.events(namespace(object), uid(object));
  }

  /** Returns the newest of the events with one of the reasons. */
  static Optional<ObjectNode> newest(List<ObjectNode> events, String... reasons) {
    return events.stream()
        .filter(event -> List.of(reasons).contains(text(event, "/reason")))
        .reduce((older, newer) -> newer);
  }

  /** Returns the event as a line of evidence. */
  static String line(JsonNode event) {
    String message = text(event, "/message").strip().replaceAll("\\s*\\R\\s*", " / ");
    return "event " + text(event, "/reason") + ": " + message;
  }

  private static boolean has(JsonNode object, String type, String status) {
    return condition(object, type).filter(c -> text(c, "/status").equals(status)).isPresent();
  }
}
