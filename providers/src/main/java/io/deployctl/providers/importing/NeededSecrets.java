package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives each secret of a release the variable that it is to be read from. For one release. */
final class NeededSecrets {
  private final String release;
  private final List<FoundRelease.NeededSecret> list = new ArrayList<>();
  private final Set<String> variables = new HashSet<>();
  private final SortedMap<String, JsonNode> set = new TreeMap<>();

  NeededSecrets(String release) {
    this.release = release;
  }

  /** Returns the reference that stands in the place of a secret. */
  JsonNode reference(List<String> path) {
    String stem =
        (release + "_" + String.join("_", path))
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceFirst("^(?=[0-9])", "_")
            .toUpperCase(Locale.ROOT);
    String variable = stem;
    for (int number = 2; !variables.add(variable); number++) {
      variable = stem + "_" + number;
    }
    list.add(new FoundRelease.NeededSecret(variable, "`" + dotted(path) + "`"));
    return TextNode.valueOf("${secret:env:" + variable + "}");
  }

  /** Sets a value that is a secret, or holds some. */
  void set(List<String> path, JsonNode value) {
    set.put(dotted(path), value);
  }

  /** Returns what a step has to set. */
  SortedMap<String, JsonNode> set() {
    return set;
  }

  /** Returns the secrets that have to be given. */
  List<FoundRelease.NeededSecret> list() {
    return list;
  }

  /** Returns the path as {@code set} has it. */
  static String dotted(List<String> path) {
    return String.join(".", path.stream().map(key -> key.replace(".", "\\.")).toList());
  }
}
