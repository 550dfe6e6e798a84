package io.deployctl.core.config;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.json.CanonicalJson;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Making and walking values. */
final class Values {
  private Values() {}

  /** Returns the raw value as it is, without interpolation. */
  static Value literal(Raw raw) {
    if (raw instanceof Raw.Mapping mapping) {
      Map<String, Value> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, literal(entry)));
      return new Value.Mapping(entries, Set.of(raw.origin()));
    }
    if (raw instanceof Raw.Sequence sequence) {
      List<Value> items = sequence.items().stream().map(Values::literal).toList();
      return new Value.Sequence(items, Set.of(raw.origin()));
    }
    return new Value.Scalar(((Raw.Scalar) raw).data(), Set.of(raw.origin()));
  }

  /** Returns the value with one more origin, before those that it has. */
  static Value from(Origin origin, Value value) {
    Set<Origin> origins = new LinkedHashSet<>();
    origins.add(origin);
    origins.addAll(value.origins());
    if (value instanceof Value.Scalar scalar) {
      return new Value.Scalar(scalar.data(), origins);
    }
    if (value instanceof Value.Mapping mapping) {
      return new Value.Mapping(mapping.entries(), origins);
    }
    if (value instanceof Value.Sequence sequence) {
      return new Value.Sequence(sequence.items(), origins);
    }
    if (value instanceof Value.Secret secret) {
      return new Value.Secret(secret.text(), secret.changesCount(), origins);
    }
    Value.Unknown unknown = (Value.Unknown) value;
    return new Value.Unknown(unknown.waitsOn(), unknown.sensitive(), origins);
  }

  /** Returns the first place in a file among the value's origins. */
  static Optional<SourcePosition> place(Value value) {
    return value.origins().stream()
        .filter(Origin.Layer.class::isInstance)
        .map(origin -> ((Origin.Layer) origin).position())
        .findFirst();
  }

  /** Returns the value as text that {@link ValueText#own} reads back; empty unless it is known. */
  static Optional<String> text(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.data().map(data -> scalar.text());
    }
    Optional<Object> tree = tree(value);
    return tree.map(CanonicalJson::write);
  }

  /** Returns the value as maps, lists and scalars; empty unless all of it is known. */
  static Optional<Object> tree(Value value) {
    if (leaves(value).values().stream()
        .anyMatch(leaf -> leaf instanceof Value.Secret || leaf instanceof Value.Unknown)) {
      return Optional.empty();
    }
    return Optional.ofNullable(known(value));
  }

  private static Object known(Value value) {
    if (value instanceof Value.Mapping mapping) {
      Map<String, Object> tree = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> tree.put(key, known(entry)));
      return tree;
    }
    if (value instanceof Value.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(known(item)));
      return items;
    }
    return ((Value.Scalar) value).data().orElse(null);
  }

  /**
   * Returns every leaf by its path, in order. Empty maps and lists are leaves, as far as they go.
   */
  static Map<ValuePath, Value> leaves(Value root) {
    Map<ValuePath, Value> leaves = new LinkedHashMap<>();
    collect(root, ValuePath.ROOT, leaves);
    return leaves;
  }

  private static void collect(Value value, ValuePath path, Map<ValuePath, Value> leaves) {
    if (value instanceof Value.Mapping mapping && !mapping.entries().isEmpty()) {
      mapping.entries().forEach((key, entry) -> collect(entry, path.child(key), leaves));
    } else if (value instanceof Value.Sequence sequence && !sequence.items().isEmpty()) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(sequence.items().get(i), path.child(Integer.toString(i)), leaves);
      }
    } else {
      leaves.put(path, value);
    }
  }
}
