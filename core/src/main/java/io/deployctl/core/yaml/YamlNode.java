package io.deployctl.core.yaml;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a YAML document with the place where it stands. Aliases and merge keys are resolved;
 * what came through one keeps the place where it was written. Immutable, never deeper than {@link
 * YamlSchema#maximumDepth()}.
 */
public sealed interface YamlNode {
  /** Returns where the node stands. */
  SourcePosition position();

  /** Returns the node as Map, List, String, Boolean, Integer, Long, BigInteger, Double or null. */
  Object toTree();

  /**
   * A scalar.
   *
   * @param data what it means: String, Boolean, Integer, Long, BigInteger, Double; empty for null
   * @param text what is written, without quotes
   * @param plain whether it is written without quotes and is no block
   * @param position see {@link YamlNode#position()}
   */
  record Scalar(Optional<Object> data, String text, boolean plain, SourcePosition position)
      implements YamlNode {
    /** Refuses nulls. */
    public Scalar {
      requireNonNull(data, "data is null");
      requireNonNull(text, "text is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public Object toTree() {
      return data.orElse(null);
    }
  }

  /**
   * A sequence.
   *
   * @param items its items
   * @param position see {@link YamlNode#position()}
   */
  record Sequence(List<YamlNode> items, SourcePosition position) implements YamlNode {
    /** Refuses nulls and copies. */
    public Sequence {
      items = List.copyOf(items);
      requireNonNull(position, "position is null");
    }

    @Override
    public List<Object> toTree() {
      List<Object> list = new ArrayList<>(items.size());
      items.forEach(item -> list.add(item.toTree()));
      return list;
    }
  }

  /**
   * A mapping, in the order in which it is written.
   *
   * @param entries its entries by key
   * @param position see {@link YamlNode#position()}
   */
  record Mapping(Map<String, Entry> entries, SourcePosition position) implements YamlNode {
    /** Refuses nulls and copies. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      requireNonNull(position, "position is null");
    }

    /** Returns the value under the key, if there is one. */
    public Optional<YamlNode> find(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    @Override
    public Map<String, Object> toTree() {
      Map<String, Object> map = new LinkedHashMap<>();
      entries.forEach((key, entry) -> map.put(key, entry.value().toTree()));
      return map;
    }
  }

  /**
   * An entry of a mapping.
   *
   * @param keyPosition where its key stands
   * @param value its value
   */
  record Entry(SourcePosition keyPosition, YamlNode value) {
    /** Refuses nulls. */
    public Entry {
      requireNonNull(keyPosition, "keyPosition is null");
      requireNonNull(value, "value is null");
    }
  }
}
