package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts captured values and variables in the place of {@code ${name}}; {@code $${} stands for a plain
 * {@code ${}. What comes out can hold secrets: it is sent or compared, and never shown.
 */
final class Substitution {
  private static final Pattern PLACE = Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z0-9_.-]+)}");
  private static final Pattern DOUBTFUL = Pattern.compile("(?<!\\$)\\$\\{(?![A-Za-z0-9_.-]+})");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<String, JsonNode> values = new HashMap<>();

  /** Lets the name stand for the value from now on. */
  void put(String name, JsonNode value) {
    values.put(name, value);
  }

  /** Returns the names that the text mentions. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        names.add(matcher.group(2));
      }
    }
    return names;
  }

  /** Returns whether the text has a <code>${</code> that begins no name. */
  static boolean isDoubtful(String text) {
    return DOUBTFUL.matcher(text).find();
  }

  String apply(String text) {
    return PLACE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(2) == null ? match.group(1) : text(match.group(2))));
  }

  /** Returns the tree with its texts replaced; a text that is one name alone keeps its type. */
  JsonNode apply(JsonNode tree) {
    if (tree.isTextual()) {
      return alone(tree.asText()).orElseGet(() -> TextNode.valueOf(apply(tree.asText())));
    }
    if (tree.isArray()) {
      ArrayNode array = MAPPER.createArrayNode();
      tree.forEach(item -> array.add(apply(item)));
      return array;
    }
    if (tree.isObject()) {
      ObjectNode object = MAPPER.createObjectNode();
      tree.properties().forEach(entry -> object.set(entry.getKey(), apply(entry.getValue())));
      return object;
    }
    return tree;
  }

  private Optional<JsonNode> alone(String text) {
    Matcher matcher = PLACE.matcher(text);
    return matcher.matches() && matcher.group(2) != null
        ? Optional.ofNullable(values.get(matcher.group(2)))
        : Optional.empty();
  }

  private String text(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
