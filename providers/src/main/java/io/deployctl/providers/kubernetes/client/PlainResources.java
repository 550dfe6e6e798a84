package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads an APIResourceList, the answer of servers without aggregated discovery. */
final class PlainResources {
  private PlainResources() {}

  /** Returns the list's kinds by their name in paths, without subresources. */
  static Map<String, ApiResource> of(String apiVersion, ObjectNode list) {
    Map<String, ApiResource> resources = new LinkedHashMap<>();
    for (JsonNode item : list.path("resources")) {
      String name = item.path("name").asText();
      if (!name.contains("/")) {
        resources.put(
            name,
            new ApiResource(
                apiVersion,
                item.path("kind").asText(),
                name,
                item.path("namespaced").asBoolean(false)));
      }
    }
    return resources;
  }

  /** Returns the names in paths of the list's kinds whose objects are kept. */
  static Set<String> kept(ObjectNode list) {
    Set<String> kept = new HashSet<>();
    for (JsonNode item : list.path("resources")) {
      if (isKept(item.path("verbs"))) {
        kept.add(item.path("name").asText());
      }
    }
    return kept;
  }

  /**
   * Returns whether objects of a kind with these verbs can be listed and made: not reviews, which
   * are asked once, and not measurements, which are only read.
   */
  static boolean isKept(JsonNode verbs) {
    Set<String> names = new HashSet<>();
    verbs.forEach(verb -> names.add(verb.asText()));
    return names.containsAll(Set.of("list", "create"));
  }
}
