package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON trees of objects. */
final class Trees {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Trees() {}

  /** Returns an empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns an empty list. */
  static ArrayNode list() {
    return MAPPER.createArrayNode();
  }

  /** Returns maps, lists and scalars as a tree. */
  static ObjectNode of(Map<String, Object> map) {
    ObjectNode object = object();
    map.forEach((key, value) -> object.set(key, node(value)));
    return object;
  }

  private static JsonNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = object();
      map.forEach((key, entry) -> object.set(String.valueOf(key), node(entry)));
      return object;
    }
    if (value instanceof List<?> items) {
      ArrayNode list = MAPPER.getNodeFactory().arrayNode(items.size());
      items.forEach(item -> list.add(node(item)));
      return list;
    }
    return value instanceof String text
        ? MAPPER.getNodeFactory().textNode(text)
        : MAPPER.valueToTree(value);
  }

  /** Returns the tree that the bytes are. */
  static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException malformed) {
      throw new IllegalArgumentException("not JSON", malformed);
    }
  }

  /** Returns the tree as text that is the same for trees that mean the same. */
  static String canonical(JsonNode node) {
    return CanonicalJson.write(node);
  }

  /** Returns the canonical text's UTF-8 bytes. */
  static byte[] canonicalBytes(JsonNode node) {
    return canonical(node).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether both mean the same; a number equals itself in any form. */
  static boolean isSame(JsonNode one, JsonNode other) {
    return one.equals(other) || canonical(one).equals(canonical(other));
  }

  /** Returns the text at the path of keys, if there is one that is not empty. */
  static Optional<String> text(JsonNode node, String... keys) {
    JsonNode at = node;
    for (String key : keys) {
      at = at.path(key);
    }
    return at.isValueNode() && !at.isNull()
        ? Optional.of(at.asText()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** Returns the keys of an object. */
  static List<String> keys(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Puts the values into a tree, over those that are there; items of lists by what names them. */
  static void merge(ObjectNode into, JsonNode values) {
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      JsonNode there = into.get(entry.getKey());
      if (there instanceof ObjectNode object && entry.getValue().isObject()) {
        merge(object, entry.getValue());
      } else if (there instanceof ArrayNode list && entry.getValue().isArray()) {
        mergeItems(list, entry.getValue());
      } else {
        into.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
  }

  private static void mergeItems(ArrayNode into, JsonNode values) {
    Optional<String> key = ListKeys.keyOf(into, values);
    for (JsonNode value : values) {
      JsonNode there = key.isEmpty() ? object() : FieldPath.ROOT.item(key, 0, value).in(into);
      if (there instanceof ObjectNode object && key.isPresent()) {
        merge(object, value);
      } else if (!isIn(into, value)) {
        into.add(value.deepCopy());
      }
    }
  }

  private static boolean isIn(ArrayNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (isSame(item, value)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the object at the path of keys, made where it is not there. */
  static ObjectNode objectAt(ObjectNode node, String... keys) {
    ObjectNode at = node;
    for (String key : keys) {
      at = at.get(key) instanceof ObjectNode next ? next : at.putObject(key);
    }
    return at;
  }
}
