package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into JSON: names and places, nothing that computes. {@code $.items[0].id}, {@code
 * $["a.b"]}, {@code $} for the whole.
 */
final class JsonPath {
  private static final Pattern SEGMENT =
      Pattern.compile("\\.([^.\\[\\]\"']+)|\\[(\\d{1,9})]|\\[\"([^\"]+)\"]|\\['([^']+)']");

  private final List<String> segments;

  private JsonPath(List<String> segments) {
    this.segments = segments;
  }

  /** Returns the path, or empty where the text is none. */
  static Optional<JsonPath> parse(String text) {
    String rest = text.startsWith("$") ? text.substring(1) : "." + text;
    List<String> segments = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(rest);
    int position = 0;
    while (position < rest.length()) {
      if (!matcher.find(position) || matcher.start() != position) {
        return Optional.empty();
      }
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          segments.add((group == 2 ? "#" : ".") + matcher.group(group));
        }
      }
      position = matcher.end();
    }
    return Optional.of(new JsonPath(segments));
  }

  /** Returns what stands at the path, if anything but null does. */
  Optional<JsonNode> find(JsonNode root) {
    JsonNode at = root;
    for (String segment : segments) {
      String key = segment.substring(1);
      at = segment.startsWith("#") ? at.path(Integer.parseInt(key)) : at.path(key);
    }
    return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
  }
}
