package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts captured values and variables in the place of {@code ${name}}. */
final class Substitution {
  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<String, String> values;

  Substitution(Map<String, String> values) {
    this.values = values;
  }

  /** Returns the names that the text mentions. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  String apply(String text) {
    return NAME.matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
  }

  JsonNode apply(JsonNode tree) {
    if (tree.isTextual()) {
      return TextNode.valueOf(apply(tree.asText()));
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
}
