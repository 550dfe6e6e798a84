package io.deployctl.providers.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.SecretText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values of a file, in plain text; in memory only. */
final class DecryptedFile {
  private static final int SHOWN_KEYS = 20;

  private final JsonNode tree;

  DecryptedFile(JsonNode tree) {
    this.tree = tree;
  }

  /**
   * Returns one value.
   *
   * @param path keys and places in lists, with dots between; a key may have dots itself
   * @param shown the secret's source and reference, for messages
   */
  SecretText text(String path, String shown) {
    JsonNode at = tree;
    String rest = path;
    String before = "";
    while (!rest.isEmpty()) {
      String key = at.has(rest) ? rest : rest.split("\\.", 2)[0];
      JsonNode next = child(at, key);
      if (next.isMissingNode()) {
        throw absent(at, key, before, shown);
      }
      at = next;
      before = before + key + ".";
      rest = key.length() == rest.length() ? "" : rest.substring(key.length() + 1);
    }
    if (at.isContainerNode()) {
      String kind = at.isArray() ? "a list" : "a map";
      throw SecretSource.refuse(
          shown, "`" + path + "` is " + kind + ", not a text", keys(at, path + "."));
    }
    if (at.isNull()) {
      throw SecretSource.refuse(shown, "`" + path + "` is null", "Give it a value");
    }
    return SecretSource.text(at.asText(), shown);
  }

  private static JsonNode child(JsonNode at, String key) {
    return at.isArray() && key.matches("\\d{1,6}") ? at.path(Integer.parseInt(key)) : at.path(key);
  }

  private static RuntimeException absent(JsonNode at, String key, String before, String shown) {
    List<String> known = at.isArray() ? List.of() : names(at);
    String hint =
        Suggestion.nearest(key, known)
            .map(near -> "Did you mean `" + before + near + "`?")
            .orElse(keys(at, before));
    return SecretSource.refuse(shown, "there is no `" + before + key + "` in the file", hint);
  }

  private static String keys(JsonNode at, String before) {
    List<String> names = names(at);
    if (names.isEmpty()) {
      return "Name a key that the file has";
    }
    Stream<String> some = names.stream().limit(SHOWN_KEYS).map(name -> "`" + before + name + "`");
    return "What is there: " + String.join(", ", some.toList());
  }

  private static List<String> names(JsonNode at) {
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    for (int i = 0; i < (at.isArray() ? at.size() : 0); i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  /** Nothing of what is in it. */
  @Override
  public String toString() {
    return "DecryptedFile";
  }
}
