package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes the secrets out of the values of a release: what is called like one, and what went into a
 * Secret.
 */
final class ReleaseValues {
  private final RenderedSecrets rendered;
  private final NeededSecrets needed;

  ReleaseValues(RenderedSecrets rendered, NeededSecrets needed) {
    this.rendered = rendered;
    this.needed = needed;
  }

  /** Returns what the user gave without what is or holds a secret, which is set instead. */
  JsonNode given(JsonNode config) {
    return take(config, List.of(), path -> true);
  }

  /**
   * Returns the chart's own values without what is or holds a secret, which is set instead where it
   * has an effect.
   *
   * @param config what the user gave, over the chart's values
   * @param unused keys under which nothing has an effect
   */
  JsonNode defaults(JsonNode chart, JsonNode config, Set<String> unused) {
    return take(
        chart,
        List.of(),
        path -> !unused.contains(path.get(0)) && at(config, path).isMissingNode());
  }

  private static JsonNode at(JsonNode tree, List<String> path) {
    JsonNode at = tree;
    for (String key : path) {
      at = at.path(key);
    }
    return at;
  }

  private ObjectNode take(JsonNode from, List<String> path, Predicate<List<String>> inEffect) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      List<String> at = with(path, key);
      if (value.isObject() && !value.isEmpty()) {
        ObjectNode below = take(value, at, inEffect);
        if (!below.isEmpty()) {
          plain.set(key, below);
        }
      } else if (!holdsSecret(key, value)) {
        plain.set(key, value);
      } else if (inEffect.test(at)) {
        needed.set(at, replaced(key, value, at));
      }
    }
    return plain;
  }

  private boolean holdsSecret(String key, JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .anyMatch(entry -> holdsSecret(entry.getKey(), entry.getValue()));
    }
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (holdsSecret(key, item)) {
          return true;
        }
      }
      return false;
    }
    boolean named = SecretNames.isOne(key) && (value.isTextual() || value.isNumber());
    return !value.asText().isEmpty()
        && (named || value.isTextual() && rendered.has(value.asText()));
  }

  /** A list is set as a whole, since a path can't name one of its items. */
  private JsonNode replaced(String key, JsonNode value, List<String> path) {
    if (value.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(
              e ->
                  copy.set(e.getKey(), replaced(e.getKey(), e.getValue(), with(path, e.getKey()))));
      return copy;
    }
    if (value.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        copy.add(replaced(key, value.get(i), with(path, Integer.toString(i))));
      }
      return copy;
    }
    if (holdsSecret(key, value)) {
      return needed.reference(path);
    }
    return value.isTextual() ? TextNode.valueOf(value.asText().replace("${", "$${")) : value;
  }

  private static List<String> with(List<String> path, String key) {
    List<String> more = new ArrayList<>(path);
    more.add(key);
    return more;
  }
}
