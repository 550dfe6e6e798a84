package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
