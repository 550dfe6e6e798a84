package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of fields in the API server's own form (FieldsV1): {@code f:} is a key, {@code k:} an item
 * by its merge keys, {@code v:} an item by its value, {@code i:} one by its place, {@code .} the
 * container itself; an empty node is a field with all that is in it.
 *
 * @param fields the set
 */
record FieldSet(JsonNode fields) {
  /** No fields. */
  static final FieldSet NONE = new FieldSet(Trees.object());

  private static final String SELF = ".";

  /** Returns whether it has no field. */
  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Returns whether it has a field beyond metadata and status. */
  boolean isContent() {
    Set<String> beside = Set.of("f:metadata", "f:status");
    return fields.properties().stream().anyMatch(entry -> !beside.contains(entry.getKey()));
  }

  /** Returns whether it has nothing but what holds fields. */
  boolean holdsNothing() {
    return FieldSets.holdsNothing(fields);
  }

  /** Returns the values that the object has at these fields. */
  JsonNode project(JsonNode value) {
    return project(value, fields);
  }

  /** Returns whether the field at the path, or something around it as a whole, is in the set. */
  boolean contains(FieldPath path) {
    JsonNode at = fields;
    for (FieldPath.Segment segment : path.segments()) {
      at = child(at, segment);
      if (at.isMissingNode()) {
        return false;
      }
      if (at.isEmpty()) {
        return true;
      }
    }
    return at.has(SELF) || at.isEmpty();
  }

  /** Returns the set with the other's fields added. */
  FieldSet union(FieldSet other) {
    return new FieldSet(union(fields, other.fields));
  }

  /** Returns the set without the other's fields, and without what holds nothing else. */
  FieldSet minus(FieldSet other) {
    return new FieldSet(FieldSets.minus((ObjectNode) fields, other.fields));
  }

  /** Returns those of the fields that the object has. */
  FieldSet presentIn(JsonNode value) {
    return new FieldSet(FieldSets.present((ObjectNode) fields, value));
  }

  /** Returns a copy of the object without these fields. */
  ObjectNode removedFrom(ObjectNode value) {
    ObjectNode copy = value.deepCopy();
    FieldSets.remove(copy, fields);
    return copy;
  }

  /** Returns the set without one key's field, and without what held nothing else. */
  FieldSet without(String... keys) {
    ObjectNode copy = fields.deepCopy();
    remove(copy, List.of(keys));
    return new FieldSet(copy);
  }

  private static void remove(ObjectNode at, List<String> keys) {
    String field = "f:" + keys.get(0);
    if (keys.size() == 1) {
      at.remove(field);
    } else if (at.get(field) instanceof ObjectNode next) {
      remove(next, keys.subList(1, keys.size()));
      if (next.isEmpty()) {
        // Empty would mean all of it.
        at.remove(field);
      }
    }
  }

  private static JsonNode union(JsonNode one, JsonNode other) {
    ObjectNode result = one.deepCopy();
    for (Map.Entry<String, JsonNode> entry : other.properties()) {
      JsonNode mine = one.get(entry.getKey());
      result.set(entry.getKey(), mine == null ? entry.getValue() : union(mine, entry.getValue()));
    }
    return result;
  }

  private static JsonNode project(JsonNode value, JsonNode fields) {
    if (fields.isEmpty() || value.isValueNode()) {
      return value;
    }
    return value.isArray() ? projectList(value, fields) : projectMap(value, fields);
  }

  private static JsonNode projectMap(JsonNode value, JsonNode fields) {
    ObjectNode result = Trees.object();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      if (entry.getKey().startsWith("f:") && value.has(entry.getKey().substring(2))) {
        String key = entry.getKey().substring(2);
        result.set(key, project(value.get(key), entry.getValue()));
      }
    }
    return result;
  }

  private static JsonNode projectList(JsonNode value, JsonNode fields) {
    ArrayNode result = Trees.list();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      JsonNode item = item(value, entry.getKey());
      if (!item.isMissingNode()) {
        result.add(project(item, entry.getValue()));
      }
    }
    return result;
  }

  /** Returns the item of the list that the element of a set names, or a missing node. */
  static JsonNode item(JsonNode list, String element) {
    if (element.startsWith("i:")) {
      return list.path(Integer.parseInt(element.substring(2)));
    }
    if (element.startsWith("k:") || element.startsWith("v:")) {
      for (JsonNode item : list) {
        if (isItem(element, item)) {
          return item;
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** Returns whether the element of a set, by keys or value, names the item. */
  static boolean isItem(String element, JsonNode item) {
    JsonNode wanted = Trees.parse(element.substring(2).getBytes(StandardCharsets.UTF_8));
    if (element.startsWith("v:")) {
      return Trees.isSame(wanted, item);
    }
    for (Map.Entry<String, JsonNode> key : wanted.properties()) {
      if (!Trees.isSame(key.getValue(), item.path(key.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode child(JsonNode fields, FieldPath.Segment segment) {
    if (segment instanceof FieldPath.Key key) {
      return fields.path("f:" + key.name());
    }
    JsonNode item = ((FieldPath.Item) segment).item();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      String element = entry.getKey();
      boolean named = element.startsWith("k:") || element.startsWith("v:");
      if (named && isItem(element, item)) {
        return entry.getValue();
      }
    }
    return MissingNode.getInstance();
  }
}
