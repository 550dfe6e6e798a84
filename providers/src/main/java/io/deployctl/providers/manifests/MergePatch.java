package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes JSON merge patches (RFC 7386). */
final class MergePatch {
  private MergePatch() {}

  /** Returns what makes the second object of the first. */
  static ObjectNode between(ObjectNode before, ObjectNode after) {
    ObjectNode patch = Trees.object();
    for (Map.Entry<String, JsonNode> entry : after.properties()) {
      JsonNode old = before.path(entry.getKey());
      if (old instanceof ObjectNode one && entry.getValue() instanceof ObjectNode other) {
        ObjectNode below = between(one, other);
        if (!below.isEmpty()) {
          patch.set(entry.getKey(), below);
        }
      } else if (!old.equals(entry.getValue())) {
        patch.set(entry.getKey(), entry.getValue());
      }
    }
    before
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!after.has(name)) {
                patch.putNull(name);
              }
            });
    return patch;
  }
}
