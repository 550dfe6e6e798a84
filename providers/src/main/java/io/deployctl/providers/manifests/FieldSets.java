package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What can be done with sets of fields in the API server's own form; see {@link FieldSet}. */
final class FieldSets {
  private static final String SELF = ".";

  private FieldSets() {}

  /** Returns one set without the other's fields, and without what then holds nothing else. */
  static ObjectNode minus(ObjectNode one, JsonNode other) {
    ObjectNode rest = Trees.object();
    for (Map.Entry<String, JsonNode> entry : one.properties()) {
      JsonNode theirs = other.get(entry.getKey());
      if (theirs == null) {
        rest.set(entry.getKey(), entry.getValue());
      } else if (!entry.getValue().isEmpty() && !theirs.isEmpty()) {
        ObjectNode below = minus((ObjectNode) entry.getValue(), theirs);
        if (!below.isEmpty()) {
          rest.set(entry.getKey(), below);
        }
      }
    }
    return rest;
  }

  /** Returns those of the fields that the value has. */
  static ObjectNode present(ObjectNode fields, JsonNode value) {
    ObjectNode there = Trees.object();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      if (entry.getKey().equals(SELF)) {
        there.set(SELF, entry.getValue());
        continue;
      }
      JsonNode inner = at(value, entry.getKey());
      if (inner.isMissingNode()) {
        continue;
      }
      if (entry.getValue().isEmpty()) {
        there.set(entry.getKey(), entry.getValue());
      } else {
        ObjectNode below = present((ObjectNode) entry.getValue(), inner);
        if (!below.isEmpty()) {
          there.set(entry.getKey(), below);
        }
      }
    }
    return there;
  }

  /** Takes the fields out of the value, and what holds nothing any more for that. */
  static void remove(JsonNode value, JsonNode fields) {
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      String element = entry.getKey();
      if (value instanceof ObjectNode object && element.startsWith("f:")) {
        JsonNode inner = object.path(element.substring(2));
        if (isGone(inner, entry.getValue())) {
          object.remove(element.substring(2));
        }
      } else if (value instanceof ArrayNode list && !element.equals(SELF)) {
        for (int i = list.size() - 1; i >= 0; i--) {
          boolean meant = isItem(element, i, list.get(i));
          if (meant && isGone(list.get(i), entry.getValue())) {
            list.remove(i);
          }
        }
      }
    }
  }

  /** Takes the fields out of the value and returns whether nothing of it is left. */
  private static boolean isGone(JsonNode value, JsonNode fields) {
    if (fields.isEmpty()) {
      return true;
    }
    remove(value, fields);
    return value.isContainerNode() && value.isEmpty();
  }

  private static boolean isItem(String element, int index, JsonNode item) {
    return element.startsWith("i:") ? element.equals("i:" + index) : FieldSet.isItem(element, item);
  }

  /** Returns whether the set has nothing but containers themselves. */
  static boolean holdsNothing(JsonNode fields) {
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      boolean leaf = entry.getValue().isEmpty() && !entry.getKey().equals(SELF);
      if (leaf || !holdsNothing(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode at(JsonNode value, String element) {
    return element.startsWith("f:")
        ? value.path(element.substring(2))
        : FieldSet.item(value, element);
  }
}
