package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A live object seen only where a manifest speaks, for when the server can't be asked. */
final class LocalView {
  private LocalView() {}

  /** Returns the live values at the manifest's keys and items; what defaults added is left out. */
  static JsonNode of(JsonNode live, JsonNode manifest) {
    if (live.isObject() && manifest.isObject()) {
      ObjectNode view = Trees.object();
      for (Map.Entry<String, JsonNode> entry : manifest.properties()) {
        if (live.has(entry.getKey())) {
          view.set(entry.getKey(), of(live.get(entry.getKey()), entry.getValue()));
        }
      }
      return view;
    }
    if (live.isArray() && manifest.isArray()) {
      return ofList(live, manifest);
    }
    boolean scalars = live.isValueNode() && manifest.isValueNode() && !live.isNull();
    // The server writes a quantity as text however it came.
    return scalars && live.asText().equals(manifest.asText()) ? manifest : live;
  }

  private static JsonNode ofList(JsonNode live, JsonNode manifest) {
    Optional<String> key = ListKeys.keyOf(live, manifest);
    ArrayNode view = Trees.list();
    for (int i = 0; i < live.size(); i++) {
      JsonNode item = live.get(i);
      FieldPath place = FieldPath.ROOT.item(key, i, item);
      JsonNode wanted = place.in(manifest);
      view.add(wanted.isMissingNode() ? item : of(item, wanted));
    }
    return view;
  }
}
