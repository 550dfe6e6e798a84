package io.deployctl.core.config;

import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finding and making values in trees of layers. */
final class RawTree {
  private RawTree() {}

  /** Returns the value at the path, if there is one. Items of lists are found by their number. */
  static Optional<Raw> find(Raw root, ValuePath path) {
    Raw at = root;
    for (String segment : path.segments()) {
      Raw next = null;
      if (at instanceof Raw.Mapping mapping) {
        next = mapping.entries().get(segment);
      } else if (at instanceof Raw.Sequence sequence && segment.matches("\\d{1,6}")) {
        int index = Integer.parseInt(segment);
        next = index < sequence.items().size() ? sequence.items().get(index) : null;
      }
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  /** Returns a tree with nothing but the value at the path. */
  static Raw.Mapping single(ValuePath path, Raw value, Origin origin) {
    Raw at = value;
    List<String> segments = path.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      at = new Raw.Mapping(Map.of(segments.get(i), at), origin);
    }
    return (Raw.Mapping) at;
  }

  /** Returns the value of every key, at any depth of maps but not inside of lists. */
  static Map<ValuePath, Raw> keys(Raw.Mapping root) {
    Map<ValuePath, Raw> keys = new LinkedHashMap<>();
    collect(root, ValuePath.ROOT, keys);
    return keys;
  }

  /** Returns the value of every key that is no map, or an empty one. Lists are values. */
  static Map<ValuePath, Raw> leaves(Raw.Mapping root) {
    Map<ValuePath, Raw> leaves = keys(root);
    leaves
        .values()
        .removeIf(raw -> raw instanceof Raw.Mapping mapping && !mapping.entries().isEmpty());
    return leaves;
  }

  private static void collect(Raw.Mapping mapping, ValuePath at, Map<ValuePath, Raw> keys) {
    mapping
        .entries()
        .forEach(
            (key, value) -> {
              ValuePath path = at.child(key);
              keys.put(path, value);
              if (value instanceof Raw.Mapping nested) {
                collect(nested, path, keys);
              }
            });
  }
}
