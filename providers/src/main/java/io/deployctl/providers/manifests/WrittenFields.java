package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes from a live object what its authors wrote. */
final class WrittenFields {
  private static final List<String> FIRST = List.of("name", "namespace", "labels", "annotations");

  /** What is for other programs than the one that applies the manifest. */
  private static final List<String> NOT_WRITTEN =
      List.of(
          "managedFields",
          "resourceVersion",
          "uid",
          "generation",
          "creationTimestamp",
          "selfLink",
          "generateName");

  private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private final Authors authors;
  private final boolean everything;
  private final Predicate<FieldPath> except;

  /**
   * Makes one.
   *
   * @param everything whether all fields count as written, because nobody knows which are
   * @param except which fields are others' to set, whoever wrote them
   */
  WrittenFields(Authors authors, boolean everything, Predicate<FieldPath> except) {
    this.authors = authors;
    this.everything = everything;
    this.except = except;
  }

  /** Returns what was written. */
  ObjectNode of(ObjectNode live) {
    Walk walk = new Walk(ServerDefaults.of(live));
    ObjectNode manifest = Trees.object();
    manifest.set("apiVersion", live.path("apiVersion"));
    manifest.set("kind", live.path("kind"));
    manifest.set("metadata", metadata(live, walk));
    for (Map.Entry<String, JsonNode> entry : live.properties()) {
      if (!manifest.has(entry.getKey()) && !entry.getKey().equals("status")) {
        walk.value(FieldPath.of(entry.getKey()), entry.getValue(), live)
            .ifPresent(value -> manifest.set(entry.getKey(), value));
      }
    }
    return manifest;
  }

  private static ObjectNode metadata(ObjectNode live, Walk walk) {
    ObjectNode from = Trees.objectAt(live.deepCopy(), "metadata");
    NOT_WRITTEN.forEach(from::remove);
    ObjectNode taken = Trees.object();
    FieldPath path = FieldPath.of("metadata");
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      walk.value(path.key(entry.getKey()), entry.getValue(), from)
          .ifPresent(value -> taken.set(entry.getKey(), value));
    }
    taken.set("name", from.path("name"));
    if (from.has("namespace")) {
      taken.set("namespace", from.path("namespace"));
    }
    ObjectNode ordered = Trees.object();
    for (String key : FIRST) {
      if (taken.has(key)) {
        ordered.set(key, taken.get(key));
      }
    }
    ordered.setAll(taken);
    return ordered;
  }

  /** One way through the object. */
  private final class Walk {
    private final ServerDefaults defaults;

    Walk(ServerDefaults defaults) {
      this.defaults = defaults;
    }

    /** Returns what was written of the value, if anything was. */
    Optional<JsonNode> value(FieldPath path, JsonNode value, JsonNode parent) {
      if (except.test(path)) {
        return Optional.empty();
      }
      if (value.isEmpty() || value.isValueNode()) {
        return isWritten(path, value, parent) ? Optional.of(value) : Optional.empty();
      }
      JsonNode part = value.isArray() ? items(path, value) : keys(path, value);
      return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private ObjectNode keys(FieldPath path, JsonNode map) {
      ObjectNode part = Trees.object();
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        value(path.key(entry.getKey()), entry.getValue(), map)
            .ifPresent(value -> part.set(entry.getKey(), value));
      }
      return part;
    }

    private ArrayNode items(FieldPath path, JsonNode list) {
      Optional<String> key = ListKeys.keyOf(list, list);
      ArrayNode part = Trees.list();
      for (int i = 0; i < list.size(); i++) {
        JsonNode item = list.get(i);
        Optional<JsonNode> written = value(path.item(key, i, item), item, list);
        written.ifPresent(taken -> part.add(named(taken, key, item)));
      }
      return part;
    }

    /** Whoever wrote into an item meant the item, even where another gave it its name. */
    private static JsonNode named(JsonNode taken, Optional<String> key, JsonNode item) {
      if (key.isEmpty() || taken.has(key.get())) {
        return taken;
      }
      ObjectNode whole = Trees.object();
      whole.set(key.get(), item.get(key.get()));
      whole.setAll((ObjectNode) taken);
      return whole;
    }

    private boolean isWritten(FieldPath path, JsonNode value, JsonNode parent) {
      if (value.isNull() || isMark(path)) {
        return false;
      }
      if (authors.wrote(path)) {
        return true;
      }
      boolean brought = everything || authors.brought(path);
      return brought && !defaults.isDefault(path, value, parent);
    }

    /** What kubectl leaves behind when it applies or restarts. */
    private static boolean isMark(FieldPath path) {
      List<FieldPath.Segment> segments = path.segments();
      return path.startsWith("metadata", "annotations", Authors.LAST_APPLIED)
          || segments.get(segments.size() - 1) instanceof FieldPath.Key key
              && key.name().equals(RESTARTED_AT);
    }
  }
}
