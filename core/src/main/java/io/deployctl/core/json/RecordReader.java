package io.deployctl.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object and remembers which were asked for, so that the others can be
 * kept. Every wrong field is an {@link IllegalArgumentException} that names its place.
 */
public final class RecordReader {
  private static final JsonMapper MAPPER = Json.mapper();

  private final ObjectNode node;
  private final String place;
  private final Set<String> known = new HashSet<>();

  /**
   * Makes a reader of one object.
   *
   * @param place where it stands, for messages; empty for the outermost object
   * @throws IllegalArgumentException when it is no object
   */
  public RecordReader(JsonNode node, String place) {
    if (!(node instanceof ObjectNode object)) {
      throw new IllegalArgumentException((place.isEmpty() ? "it" : place) + " is no JSON object");
    }
    this.node = object;
    this.place = place;
  }

  /** Returns a text that must be there. */
  public String text(String field) {
    return optionalText(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  /** Returns a text; empty where the field is absent or null. */
  public Optional<String> optionalText(String field) {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrong(field, "is no text");
    }
    return value.map(JsonNode::textValue);
  }

  /** Returns a whole number that must be there. */
  public int integer(String field) {
    return optionalInteger(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  /** Returns a whole number; empty where the field is absent or null. */
  public Optional<Integer> optionalInteger(String field) {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !(value.get().isIntegralNumber() && value.get().canConvertToInt())) {
      throw wrong(field, "is no whole number");
    }
    return value.map(JsonNode::intValue);
  }

  /** Returns a truth value that must be there. */
  public boolean flag(String field) {
    JsonNode value = find(field).orElseThrow(() -> wrong(field, "is missing"));
    if (!value.isBoolean()) {
      throw wrong(field, "is neither true nor false");
    }
    return value.booleanValue();
  }

  /** Returns an object that must be there. */
  public RecordReader object(String field) {
    return optionalObject(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  /** Returns an object; empty where the field is absent or null. */
  public Optional<RecordReader> optionalObject(String field) {
    return find(field).map(value -> new RecordReader(value, at(field)));
  }

  /** Returns the objects of a list that must be there. */
  public List<RecordReader> objects(String field) {
    List<RecordReader> items = new ArrayList<>();
    for (JsonNode item : list(field)) {
      items.add(new RecordReader(item, at(field) + "[" + items.size() + "]"));
    }
    return items;
  }

  /** Returns the texts of a list that must be there. */
  public List<String> texts(String field) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list(field)) {
      if (!item.isTextual()) {
        throw wrong(field, "is no list of texts");
      }
      items.add(item.textValue());
    }
    return items;
  }

  /** Returns the texts of an object that must be there, by their keys. */
  public Map<String, String> textMap(String field) {
    RecordReader map = object(field);
    Map<String, String> texts = new LinkedHashMap<>();
    map.node.fieldNames().forEachRemaining(key -> texts.put(key, map.text(key)));
    return texts;
  }

  /** Returns the objects of an object that must be there, each read by the given function. */
  public <T> Map<String, T> objectMap(String field, Function<RecordReader, T> read) {
    RecordReader map = object(field);
    Map<String, T> objects = new LinkedHashMap<>();
    map.node.fieldNames().forEachRemaining(key -> objects.put(key, read.apply(map.object(key))));
    return objects;
  }

  /** Returns the raw value of a field that may be JSON null; empty where it is absent. */
  public Optional<JsonNode> raw(String field) {
    known.add(field);
    return Optional.ofNullable(node.get(field));
  }

  /** Returns the fields that nobody asked for. */
  public Map<String, Object> rest() {
    Map<String, Object> rest = new TreeMap<>();
    node.properties().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .forEach(
            entry -> rest.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class)));
    return rest;
  }

  /** Returns the exception that says what is wrong with the field. */
  public IllegalArgumentException wrong(String field, String what) {
    return new IllegalArgumentException("`" + at(field) + "` " + what);
  }

  private List<JsonNode> list(String field) {
    JsonNode value = find(field).orElseThrow(() -> wrong(field, "is missing"));
    if (!value.isArray()) {
      throw wrong(field, "is no list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  private Optional<JsonNode> find(String field) {
    return raw(field).filter(value -> !value.isNull());
  }

  private String at(String field) {
    return place.isEmpty() ? field : place + "." + field;
  }
}
