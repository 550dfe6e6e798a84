package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the field that tells the items of a list apart, as Kubernetes' own merge keys do. */
final class ListKeys {
  private static final List<String> CANDIDATES =
      List.of(
          "name",
          "containerPort",
          "port",
          "mountPath",
          "devicePath",
          "ip",
          "key",
          "topologyKey",
          "uid",
          "type",
          "path",
          "host");

  private ListKeys() {}

  /** Returns the field whose values are there and unique in both lists. */
  static Optional<String> keyOf(JsonNode one, JsonNode other) {
    return CANDIDATES.stream()
        .filter(key -> one.size() + other.size() > 0 && isUnique(one, key) && isUnique(other, key))
        .findFirst();
  }

  private static boolean isUnique(JsonNode list, String key) {
    Set<String> seen = new HashSet<>();
    for (JsonNode item : list) {
      JsonNode value = item.path(key);
      if (!value.isValueNode() || value.isNull() || !seen.add(value.asText())) {
        return false;
      }
    }
    return true;
  }
}
