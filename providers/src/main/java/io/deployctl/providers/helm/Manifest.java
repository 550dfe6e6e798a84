package io.deployctl.providers.helm;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.KindSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects and hooks of a release, as a chart renders them. Holds secrets in the open. */
final class Manifest {
  /** What Helm writes before each document of a template. */
  static final String SOURCE = "# Source: ";

  private final Map<String, HelmObject> objects = new TreeMap<>();
  private final Map<String, String> templates = new HashMap<>();

  /**
   * Reads the objects of a manifest.
   *
   * @param text YAML documents
   * @param hook events of the hook that they are; empty for objects
   * @param namespace where objects are that name no namespace
   */
  void add(String text, String hook, KindSource kinds, String namespace) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (YamlDocument document :
        YamlReader.read("the rendered manifest", bytes, YamlSchema.KUBERNETES)) {
      if (document.toTree() instanceof Map<?, ?> tree && !tree.isEmpty()) {
        for (String key : add(strings(tree), hook, kinds, namespace)) {
          template(lines, document.position().line()).ifPresent(name -> templates.put(key, name));
        }
      }
    }
  }

  /** Returns the template that made the document at a line: the nearest one named before it. */
  static Optional<String> template(List<String> lines, int line) {
    for (int i = Math.min(line, lines.size()) - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(SOURCE)) {
        return Optional.of(lines.get(i).substring(SOURCE.length()).strip());
      }
    }
    return Optional.empty();
  }

  /** Returns the chart's template that made the object, such as {@code web/templates/api.yaml}. */
  Optional<String> template(HelmObject object) {
    return Optional.ofNullable(templates.get(object.hook() + " " + object.id()));
  }

  /** Returns all of them, hooks included, in a fixed order. */
  List<HelmObject> all() {
    return List.copyOf(objects.values());
  }

  /** Returns the objects without the hooks. */
  List<HelmObject> withoutHooks() {
    return objects.values().stream().filter(object -> object.hook().isEmpty()).toList();
  }

  /** Returns the same object or hook in this manifest, or null. */
  HelmObject find(HelmObject other) {
    return objects.get(other.hook() + " " + other.id());
  }

  /** Returns the keys of all leaves in which two manifests differ. */
  static Set<String> differences(Manifest one, Manifest other) {
    Set<String> keys = new TreeSet<>();
    collect(one, other, keys);
    collect(other, one, keys);
    return keys;
  }

  /** Returns a digest over every leaf but those of the given keys. */
  Digest digest(Set<String> without) {
    StringBuilder text = new StringBuilder();
    for (HelmObject object : objects.values()) {
      object
          .leaves()
          .forEach(
              (path, value) -> {
                if (!without.contains(object.key(path))) {
                  text.append(object.key(path)).append('=').append(value).append('\n');
                }
              });
    }
    return Digest.of(text.toString());
  }

  private static void collect(Manifest from, Manifest to, Set<String> keys) {
    for (HelmObject object : from.objects.values()) {
      HelmObject same = to.find(object);
      object
          .leaves()
          .forEach(
              (path, value) -> {
                if (same == null || !value.equals(same.leaves().get(path))) {
                  keys.add(object.key(path));
                }
              });
    }
  }

  /** Adds the objects of a document and returns their keys. */
  private List<String> add(
      Map<String, Object> tree, String hook, KindSource kinds, String namespace) {
    if (String.valueOf(tree.get("kind")).endsWith("List") && tree.get("items") instanceof List<?>) {
      List<String> keys = new ArrayList<>();
      for (Object item : new ArrayList<>((List<?>) tree.get("items"))) {
        if (item instanceof Map<?, ?> map) {
          keys.addAll(add(strings(map), hook, kinds, namespace));
        }
      }
      return keys;
    }
    if (tree.get("kind") instanceof String kind
        && tree.get("apiVersion") instanceof String apiVersion
        && tree.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("name") != null) {
      String own =
          metadata.get("namespace") == null ? namespace : metadata.get("namespace").toString();
      boolean namespaced =
          kinds.resource(apiVersion, kind).map(ApiResource::namespaced).orElse(true);
      int slash = apiVersion.indexOf('/');
      ResourceId id =
          new ResourceId(
              slash < 0 ? "" : apiVersion.substring(0, slash),
              kind,
              namespaced ? own : "",
              metadata.get("name").toString());
      String key = hook + " " + id;
      objects.put(key, new HelmObject(id, apiVersion, hook, tree, ObjectLeaves.of(tree)));
      return List.of(key);
    }
    return List.of();
  }

  /** Returns the keys of all leaves that have one of the texts in them. */
  Set<String> keysWith(Set<String> texts) {
    Set<String> keys = new LinkedHashSet<>();
    for (HelmObject object : objects.values()) {
      object
          .leaves()
          .forEach(
              (path, value) -> {
                if (value != null && texts.stream().anyMatch(value.toString()::contains)) {
                  keys.add(object.key(path));
                }
              });
    }
    return keys;
  }

  /** Returns the secrets' texts: what objects of kind Secret hold. */
  Set<String> secretKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (HelmObject object : objects.values()) {
      if (object.isSecret()) {
        object.leaves().keySet().stream()
            .filter(path -> path.startsWith("data."))
            .forEach(path -> keys.add(object.key(path)));
      }
    }
    return keys;
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> strings = new LinkedHashMap<>();
    map.forEach((key, value) -> strings.put(String.valueOf(key), value));
    return strings;
  }

  @Override
  public String toString() {
    return objects.size() + " objects";
  }
}
