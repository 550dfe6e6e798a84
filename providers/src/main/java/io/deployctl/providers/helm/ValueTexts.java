package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The leaves of values as text, by their dotted keys. */
final class ValueTexts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ValueTexts() {}

  /** Returns the leaves of a tree of plain values. */
  static Map<String, String> of(Object tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    collect("", JSON.valueToTree(tree), texts);
    return texts;
  }

  private static void collect(String path, JsonNode node, Map<String, String> texts) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(entry -> collect(below(path, entry.getKey()), entry.getValue(), texts));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        collect(below(path, Integer.toString(i)), node.get(i), texts);
      }
    } else if (!path.isEmpty()) {
      texts.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
