package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Shows values to a template as plain maps, lists and scalars, and traces each leaf read. */
final class TemplateData {
  private final Trace trace;
  private final Pass pass;

  /** Makes views for one rendering. */
  TemplateData(Trace trace, Pass pass) {
    this.trace = trace;
    this.pass = pass;
  }

  /** Returns the map's view. */
  TracedMap map(Value.Mapping mapping, String path) {
    return new TracedMap(mapping, path);
  }

  private Object view(Value value, String path) {
    if (value instanceof Value.Mapping mapping) {
      return new TracedMap(mapping, path);
    }
    if (value instanceof Value.Sequence sequence) {
      return new TracedList(sequence, path);
    }
    trace.read(path, value);
    if (value instanceof Value.Secret secret) {
      return secret(secret.text().reveal());
    }
    if (value instanceof Value.Unknown unknown) {
      return StandIns.output(unknown.waitsOn(), pass != Pass.OTHER_OUTPUTS);
    }
    return scalar(((Value.Scalar) value).data().orElse(null));
  }

  private String secret(String text) {
    return switch (pass) {
      case OTHER_SECRETS -> StandIns.canary(text);
      case LONGER_SECRETS -> StandIns.canary(text) + "7";
      case REAL, OTHER_OUTPUTS -> text;
    };
  }

  private static Object scalar(Object data) {
    // Pebble counts with Long, Double and BigDecimal only.
    return data instanceof BigInteger integer ? new BigDecimal(integer) : data;
  }

  /** A map of values. */
  final class TracedMap extends AbstractMap<String, Object> {
    private final Value.Mapping mapping;
    private final String path;

    private TracedMap(Value.Mapping mapping, String path) {
      this.mapping = mapping;
      this.path = path;
    }

    /** Remembers that the name was looked for and is not here. */
    void miss(String name) {
      trace.miss(child(name), name, mapping.entries().keySet());
    }

    @Override
    public boolean containsKey(Object key) {
      return mapping.entries().containsKey(key);
    }

    @Override
    public Object get(Object key) {
      Value value = mapping.entries().get(key);
      return value == null ? null : view(value, child(String.valueOf(key)));
    }

    @Override
    public int size() {
      return mapping.entries().size();
    }

    @Override
    public Set<String> keySet() {
      return mapping.entries().keySet();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      Set<Map.Entry<String, Object>> entries = new LinkedHashSet<>();
      mapping.entries().keySet().forEach(key -> entries.add(new TracedEntry(this, key)));
      return entries;
    }

    private String child(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }

  /** An entry of a map, whose value counts as read only when somebody asks for it. */
  private record TracedEntry(TracedMap map, String key) implements Map.Entry<String, Object> {
    @Override
    public String getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      return map.get(key);
    }

    @Override
    public Object setValue(Object value) {
      throw new UnsupportedOperationException("values are read-only");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Map.Entry<?, ?> entry && key.equals(entry.getKey());
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /** A list of values. */
  final class TracedList extends AbstractList<Object> {
    private final Value.Sequence sequence;
    private final String path;

    private TracedList(Value.Sequence sequence, String path) {
      this.sequence = sequence;
      this.path = path;
    }

    @Override
    public Object get(int index) {
      return view(sequence.items().get(index), path + "[" + index + "]");
    }

    @Override
    public int size() {
      return sequence.items().size();
    }
  }
}
