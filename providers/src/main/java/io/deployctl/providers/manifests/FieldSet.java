package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

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
    return fields.isEmpty() ? Trees.object() : project(value, fields);
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

  /** Returns whether the field at the path itself is in the set, and not only by what is around. */
  boolean names(FieldPath path) {
    JsonNode at = fields;
    for (FieldPath.Segment segment : path.segments()) {
      at = child(at, segment);
    }
    return !at.isMissingNode() && (at.has(SELF) || at.isEmpty());
  }

  /**
   * Returns whether the value at the path is in the set: itself, or as a part of a whole. A
   * container that is there only as such does not count, nor what tells a list's items apart.
   */
  boolean owns(FieldPath path) {
    return depth(path).isPresent();
  }

  /**
   * Returns after how many steps the path reaches a field of the set: fewer than it has where a
   * whole around it is owned as one, none where {@link #owns} does not hold.
   */
  OptionalInt depth(FieldPath path) {
    JsonNode at = fields;
    String element = "";
    for (int i = 0; i < path.segments().size(); i++) {
      FieldPath.Segment segment = path.segments().get(i);
      boolean mergeKey =
          element.startsWith("k:")
              && segment instanceof FieldPath.Key key
              && keys(element).has(key.name());
      Optional<Map.Entry<String, JsonNode>> next = entry(at, segment);
      if (next.isEmpty() || mergeKey) {
        return OptionalInt.empty();
      }
      element = next.get().getKey();
      at = next.get().getValue();
      if (at.isEmpty()) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Returns the fields of the set, as far as the object has them, that are accepted. What is
   * accepted counts with all that is in it.
   */
  FieldSet select(JsonNode object, Predicate<FieldPath> accepted) {
    return new FieldSet(select(fields, object, FieldPath.ROOT, accepted));
  }

  /** Returns the set without the fields that are refused, and without what held nothing else. */
  FieldSet minus(JsonNode object, Predicate<FieldPath> refused) {
    return new FieldSet(minus(fields, object, FieldPath.ROOT, refused));
  }

  private static ObjectNode select(
      JsonNode fields, JsonNode value, FieldPath path, Predicate<FieldPath> accepted) {
    ObjectNode selected = Trees.object();
    Optional<String> key = value.isArray() ? ListKeys.keyOf(value, value) : Optional.empty();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      JsonNode child = child(value, entry.getKey());
      if (child.isMissingNode()) {
        continue;
      }
      FieldPath at = below(path, entry.getKey(), key, child);
      if (accepted.test(at)) {
        selected.set(entry.getKey(), entry.getValue());
      } else if (!entry.getValue().isEmpty()) {
        ObjectNode below = select(entry.getValue(), child, at, accepted);
        if (!below.isEmpty()) {
          selected.set(entry.getKey(), below);
        }
      }
    }
    return selected;
  }

  private static ObjectNode minus(
      JsonNode fields, JsonNode value, FieldPath path, Predicate<FieldPath> refused) {
    ObjectNode rest = Trees.object();
    Optional<String> key = value.isArray() ? ListKeys.keyOf(value, value) : Optional.empty();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      JsonNode child = child(value, entry.getKey());
      if (child.isMissingNode()) {
        rest.set(entry.getKey(), entry.getValue());
        continue;
      }
      FieldPath at = below(path, entry.getKey(), key, child);
      if (!refused.test(at)) {
        ObjectNode below = minus(entry.getValue(), child, at, refused);
        // Empty would mean all of it.
        boolean emptied = below.isEmpty() || (below.size() == 1 && below.has(SELF));
        if (!emptied || below.size() == entry.getValue().size()) {
          rest.set(entry.getKey(), below);
        }
      }
    }
    return rest;
  }

  private static JsonNode child(JsonNode value, String element) {
    return element.startsWith("f:") ? value.path(element.substring(2)) : item(value, element);
  }

  private static FieldPath below(
      FieldPath path, String element, Optional<String> key, JsonNode child) {
    return element.startsWith("f:") ? path.key(element.substring(2)) : path.item(key, 0, child);
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
        result.add(named(project(item, entry.getValue()), entry.getKey()));
      }
    }
    return result;
  }

  /** An item without what tells it from the others would be another one. */
  private static JsonNode named(JsonNode item, String element) {
    if (element.startsWith("k:") && item instanceof ObjectNode object) {
      keys(element).properties().forEach(key -> object.set(key.getKey(), key.getValue()));
    }
    return item;
  }

  private static JsonNode keys(String element) {
    return Trees.parse(element.substring(2).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the item of the list that the element of a set names, or a missing node. */
  static JsonNode item(JsonNode list, String element) {
    if (element.startsWith("i:")) {
      return list.path(Integer.parseInt(element.substring(2)));
    }
    if (element.startsWith("k:") || element.startsWith("v:")) {
      JsonNode wanted = keys(element);
      for (JsonNode item : list) {
        if (isItem(element, wanted, item)) {
          return item;
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** Returns whether the element of a set, by keys or value, names the item. */
  static boolean isItem(String element, JsonNode item) {
    return isItem(element, keys(element), item);
  }

  private static boolean isItem(String element, JsonNode wanted, JsonNode item) {
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
    return entry(fields, segment).map(Map.Entry::getValue).orElse(MissingNode.getInstance());
  }

  private static Optional<Map.Entry<String, JsonNode>> entry(
      JsonNode fields, FieldPath.Segment segment) {
    if (segment instanceof FieldPath.Key key) {
      String element = "f:" + key.name();
      return Optional.ofNullable(fields.get(element)).map(found -> Map.entry(element, found));
    }
    JsonNode item = ((FieldPath.Item) segment).item();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      String element = entry.getKey();
      boolean named = element.startsWith("k:") || element.startsWith("v:");
      if (named && isItem(element, keys(element), item)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
