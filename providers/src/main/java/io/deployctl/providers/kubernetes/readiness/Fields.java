package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Returns the items at the JSON pointer. */
  static List<JsonNode> items(JsonNode node, String pointer) {
    List<JsonNode> items = new ArrayList<>();
    node.at(pointer).forEach(items::add);
    return items;
  }

  /** Returns the status condition of the type, if the object has one. */
  static Optional<JsonNode> condition(JsonNode object, String type) {
    return items(object, "/status/conditions").stream()
        .filter(condition -> text(condition, "/type").equals(type))
        .findFirst();
  }

  /** Returns whether the object has the condition with status {@code True}. */
  static boolean isTrue(JsonNode object, String type) {
    return condition(object, type).filter(c -> text(c, "/status").equals("True")).isPresent();
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
}
