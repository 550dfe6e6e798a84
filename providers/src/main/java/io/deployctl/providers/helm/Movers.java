package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Mover;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells from an object's managed fields who gave a field its live value, if it was not Helm. */
final class Movers {
  private final JsonNode managed;

  Movers(ObjectNode object) {
    this.managed = object.path("metadata").path("managedFields");
  }

  /** Returns the manager that owns the field; the last one to write, where there are several. */
  Optional<Mover> of(String path) {
    Optional<Mover> last = Optional.empty();
    for (JsonNode entry : managed) {
      String manager = entry.path("manager").asText();
      boolean owns = !manager.equals("helm") && owns(entry.path("fieldsV1"), segments(path));
      Optional<Instant> at = time(entry.path("time").asText());
      if (owns && isLater(at, last.flatMap(Mover::at))) {
        last = Optional.of(new Mover(manager, at));
      }
    }
    return last;
  }

  private static boolean isLater(Optional<Instant> at, Optional<Instant> than) {
    return than.isEmpty() || (at.isPresent() && !at.get().isBefore(than.get()));
  }

  private static boolean owns(JsonNode fields, List<String> segments) {
    JsonNode node = fields;
    for (String segment : segments) {
      JsonNode next = segment.startsWith("[") ? item(node, segment) : node.path("f:" + segment);
      if (next.isMissingNode()) {
        return false;
      }
      node = next;
    }
    return true;
  }

  /** Returns the list item whose merge key holds the name. */
  private static JsonNode item(JsonNode list, String segment) {
    String name = segment.substring(1, segment.length() - 1);
    String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    for (Map.Entry<String, JsonNode> field : list.properties()) {
      String key = field.getKey();
      if (key.startsWith("k:")
          && (key.contains(":\"" + name + "\"") || key.contains(":" + first))) {
        return field.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      boolean escaped = character == '\\' && i + 1 < path.length() && path.charAt(i + 1) == '.';
      if (escaped) {
        segment.append('.');
        i++;
      } else if (character == '.' || character == '[') {
        addIfAny(segments, segment);
        segment.append(character == '[' ? "[" : "");
      } else {
        segment.append(character);
      }
    }
    addIfAny(segments, segment);
    return segments;
  }

  private static void addIfAny(List<String> segments, StringBuilder segment) {
    if (segment.length() > 0) {
      segments.add(segment.toString());
      segment.setLength(0);
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
