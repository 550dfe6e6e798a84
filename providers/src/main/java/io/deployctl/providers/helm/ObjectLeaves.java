package io.deployctl.providers.helm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flattens an object into leaves by path. Items of a list are named by what identifies them, as
 * strategic merge does ({@code containers[api]}), so that an item that moved is the same item; a
 * list of scalars is one leaf. The rules are the same for rendered and live objects.
 */
final class ObjectLeaves {
  private static final List<List<String>> KEYS =
      List.of(
          List.of("name"),
          List.of("mountPath"),
          List.of("containerPort", "protocol"),
          List.of("port", "protocol"),
          List.of("devicePath"),
          List.of("topologyKey"),
          List.of("ip"),
          List.of("type"),
          List.of("key"),
          List.of("host"));

  private ObjectLeaves() {}

  /** Returns the leaves; nulls are left out, as the server leaves them out. */
  static SortedMap<String, Object> of(Map<String, Object> object) {
    SortedMap<String, Object> leaves = new TreeMap<>();
    object.forEach((key, value) -> add(escape(key), value, leaves));
    if ("Secret".equals(object.get("kind")) && "v1".equals(object.get("apiVersion"))) {
      encodeStringData(leaves);
    }
    return leaves;
  }

  private static void add(String path, Object node, SortedMap<String, Object> leaves) {
    if (node instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, value) -> add(path + "." + escape(key.toString()), value, leaves));
    } else if (node instanceof List<?> list && !list.isEmpty() && areMaps(list)) {
      addItems(path, list, leaves);
    } else if (node != null) {
      leaves.put(path, node);
    }
  }

  private static void addItems(String path, List<?> list, SortedMap<String, Object> leaves) {
    Optional<List<String>> key =
        KEYS.stream().filter(fields -> identifies(list, fields)).findFirst();
    for (int i = 0; i < list.size(); i++) {
      Map<?, ?> item = (Map<?, ?>) list.get(i);
      String name = key.isPresent() ? name(item, key.get()) : Integer.toString(i);
      add(path + "[" + name + "]", item, leaves);
    }
    if (key.isEmpty()) {
      leaves.put(path + ".length", list.size());
    }
  }

  private static boolean areMaps(List<?> list) {
    return list.stream().allMatch(item -> item instanceof Map<?, ?>);
  }

  private static boolean identifies(List<?> list, List<String> fields) {
    Set<String> names = new LinkedHashSet<>();
    for (Object item : list) {
      Map<?, ?> map = (Map<?, ?>) item;
      if (map.get(fields.get(0)) == null || !names.add(name(map, fields))) {
        return false;
      }
    }
    return true;
  }

  private static String name(Map<?, ?> item, List<String> fields) {
    String first = String.valueOf(item.get(fields.get(0)));
    if (fields.size() == 1) {
      return first;
    }
    Object protocol = item.get(fields.get(1));
    return first + "/" + (protocol == null ? "TCP" : protocol);
  }

  /** The server turns stringData into data, over what is there. */
  private static void encodeStringData(SortedMap<String, Object> leaves) {
    SortedMap<String, Object> given = new TreeMap<>(leaves.subMap("stringData.", "stringData/"));
    given.forEach(
        (path, value) -> {
          leaves.remove(path);
          byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
          leaves.put(
              "data." + path.substring("stringData.".length()),
              Base64.getEncoder().encodeToString(bytes));
        });
  }

  private static String escape(String key) {
    return key.replace(".", "\\.");
  }
}
