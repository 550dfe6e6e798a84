package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the conditions of live objects. */
final class Conditions {
  private Conditions() {}

  /** Returns whether the object has the condition. */
  static boolean isTrue(JsonNode live, String type) {
    return holding(live).stream().anyMatch(one -> one.path("type").asText().equals(type));
  }

  /** Returns the conditions that hold. */
  static List<JsonNode> holding(JsonNode live) {
    List<JsonNode> holding = new ArrayList<>();
    for (JsonNode condition : live.path("status").path("conditions")) {
      if (condition.path("status").asText().equals("True")) {
        holding.add(condition);
      }
    }
    return holding;
  }
}
