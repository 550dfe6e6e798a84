package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kubeconfig files merged by kubectl's rule: what a file before said is not changed by a file
 * after.
 */
final class Kubeconfig {
  /** A named entry and the file that it stands in. */
  record Entry(ObjectNode node, Path file) {}

  private final Map<String, Entry> contexts = new TreeMap<>();
  private final Map<String, Entry> clusters = new TreeMap<>();
  private final Map<String, Entry> users = new TreeMap<>();
  private final List<Path> files;
  private Optional<String> current = Optional.empty();

  private Kubeconfig(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Reads the files.
   *
   * @param files existing files, the one that wins first
   * @throws io.deployctl.core.diagnostic.DeployctlException when one can't be read
   */
  static Kubeconfig load(List<Path> files) {
    Kubeconfig merged = new Kubeconfig(files);
    for (Path file : files) {
      merged.add(KubeconfigFile.read(file), file);
    }
    return merged;
  }

  /** Returns the files that were read. */
  List<Path> files() {
    return files;
  }

  /** Returns the contexts by name. */
  Map<String, Entry> contexts() {
    return Collections.unmodifiableMap(contexts);
  }

  /** Returns the named cluster's settings. */
  Optional<Entry> cluster(String name) {
    return Optional.ofNullable(clusters.get(name));
  }

  /** Returns the named user's credentials. */
  Optional<Entry> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  /** Returns the name of the current context, if one is set. */
  Optional<String> current() {
    return current;
  }

  private void add(ObjectNode root, Path file) {
    collect(root.path("contexts"), "context", file, contexts);
    collect(root.path("clusters"), "cluster", file, clusters);
    collect(root.path("users"), "user", file, users);
    String name = root.path("current-context").asText("");
    if (current.isEmpty() && !name.isEmpty()) {
      current = Optional.of(name);
    }
  }

  private static void collect(JsonNode list, String key, Path file, Map<String, Entry> entries) {
    for (JsonNode item : list) {
      String name = item.path("name").asText("");
      if (!name.isEmpty() && item.path(key) instanceof ObjectNode node) {
        entries.putIfAbsent(name, new Entry(node, file));
      }
    }
  }
}
