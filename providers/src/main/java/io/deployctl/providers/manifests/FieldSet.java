package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * A set of fields in the API server's own form ({@code fieldsV1}): {@code f:} is a key, {@code k:}
 * an item by its merge keys, {@code v:} an item by its value, {@code i:} one by its place, {@code
 * .} the container itself; an empty node is a field with all that is in it.
 *
 * @param fields the set
 */
record FieldSet(JsonNode fields) {
  private static final String SELF = ".";

  /** Returns whether it has no field. */
  boolean isEmpty() {
    return fields.isEmpty();
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

  /** Returns the set without one key's field. */
  FieldSet without(String... keys) {
    ObjectNode copy = fields.deepCopy();
    ObjectNode at = copy;
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(at.get("f:" + keys[i]) instanceof ObjectNode next)) {
        return this;
      }
      at = next;
    }
    at.remove("f:" + keys[keys.length - 1]);
    return new FieldSet(copy);
  }

  private static JsonNode union(JsonNode one, JsonNode other) {
    ObjectNode result = one.deepCopy();
    for (Iterator<Map.Entry<String, JsonNode>> it = other.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
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
    for (Iterator<Map.Entry<String, JsonNode>> it = fields.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      if (entry.getKey().startsWith("f:") && value.has(entry.getKey().substring(2))) {
        String key = entry.getKey().substring(2);
        result.set(key, project(value.get(key), entry.getValue()));
      }
    }
    return result;
  }

  private static JsonNode projectList(JsonNode value, JsonNode fields) {
    ArrayNode result = Trees.list();
    for (Iterator<Map.Entry<String, JsonNode>> it = fields.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      JsonNode item = item(value, entry.getKey());
      if (!item.isMissingNode()) {
        result.add(project(item, entry.getValue()));
      }
    }
    return result;
  }

  private static JsonNode item(JsonNode list, String element) {
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

  private static boolean isItem(String element, JsonNode item) {
    JsonNode wanted = Trees.parse(element.substring(2).getBytes(StandardCharsets.UTF_8));
    if (element.startsWith("v:")) {
      return Trees.isSame(wanted, item);
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = wanted.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> key = it.next();
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
    for (Iterator<Map.Entry<String, JsonNode>> it = fields.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      String element = entry.getKey();
      boolean named = element.startsWith("k:") || element.startsWith("v:");
      if (named && isItem(element, item)) {
        return entry.getValue();
      }
    }
    return MissingNode.getInstance();
  }
}
