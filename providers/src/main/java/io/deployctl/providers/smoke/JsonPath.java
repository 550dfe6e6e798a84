package io.deployctl.providers.smoke;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Paths into JSON of the form {@code $.items[0].id}: names and places, nothing that computes. */
final class JsonPath {
  private JsonPath() {}

  /** Returns what stands at the path, if anything but null does. */
  static Optional<JsonNode> find(JsonNode root, String path) {
    String plain = path.startsWith("$") ? path.substring(1) : path;
    StringBuilder pointer = new StringBuilder();
    for (String segment : plain.replace("[", ".").replace("]", "").split("\\.")) {
      if (!segment.isEmpty()) {
        pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
      }
    }
    JsonNode found = root.at(JsonPointer.compile(pointer.toString()));
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(found);
  }
}
