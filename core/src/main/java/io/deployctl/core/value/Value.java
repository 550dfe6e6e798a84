package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.StepOutputRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration value: known, secret, or unknown until a step has run. It carries where it came
 * from. What diff, plan, journal and views see is never a value but a {@link Leaf}.
 */
public sealed interface Value {
  /** Returns where the value came from, all of its parts, in the order in which they were read. */
  Set<Origin> origins();

  /**
   * A known scalar.
   *
   * @param data a String, Boolean, Long, BigInteger, BigDecimal, or empty for null
   * @param origins see {@link Value#origins()}
   */
  record Scalar(Optional<Object> data, Set<Origin> origins) implements Value {
    /** Refuses nulls and copies. */
    public Scalar {
      requireNonNull(data, "data is null");
      origins = copy(origins);
    }

    /** Returns a scalar of data that is not null. */
    public static Scalar of(Object data, Origin origin) {
      return new Scalar(Optional.of(data), Set.of(origin));
    }

    /** Returns the scalar as text; null is the empty text. */
    public String text() {
      return data.map(Object::toString).orElse("");
    }
  }

  /**
   * A list.
   *
   * @param items its items
   * @param origins see {@link Value#origins()}
   */
  record Sequence(List<Value> items, Set<Origin> origins) implements Value {
    /** Refuses nulls and copies. */
    public Sequence {
      items = List.copyOf(items);
      origins = copy(origins);
    }
  }

  /**
   * A map, in the order in which its keys were read.
   *
   * @param entries its entries
   * @param origins see {@link Value#origins()}
   */
  record Mapping(Map<String, Value> entries, Set<Origin> origins) implements Value {
    /** A map without entries. */
    public static final Mapping EMPTY = new Mapping(Map.of(), Set.of());

    /** Refuses nulls and copies. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      origins = copy(origins);
    }

    /** Returns the value at the path, which must not be empty, if there is one. */
    public Optional<Value> find(ValuePath path) {
      Value at = this;
      for (String segment : path.segments()) {
        Optional<Value> next = child(at, segment);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        at = next.get();
      }
      return Optional.of(at);
    }

    private static Optional<Value> child(Value value, String segment) {
      if (value instanceof Mapping mapping) {
        return Optional.ofNullable(mapping.entries().get(segment));
      }
      if (value instanceof Sequence sequence && segment.matches("\\d{1,6}")) {
        int index = Integer.parseInt(segment);
        return index < sequence.items().size()
            ? Optional.of(sequence.items().get(index))
            : Optional.empty();
      }
      return Optional.empty();
    }
  }

  /**
   * A secret, or text that a secret is part of.
   *
   * @param text the secret
   * @param changesCount whether another text counts as a change; false for a volatile source, whose
   *     credentials differ at every read
   * @param origins see {@link Value#origins()}
   */
  record Secret(SecretText text, boolean changesCount, Set<Origin> origins) implements Value {
    /** Refuses nulls and copies. */
    public Secret {
      requireNonNull(text, "text is null");
      origins = copy(origins);
    }
  }

  /**
   * A value, or text that such a value is part of, that does not exist before steps have run.
   *
   * @param waitsOn the outputs that it waits on; never empty
   * @param sensitive whether it will be a secret
   * @param origins see {@link Value#origins()}
   */
  record Unknown(Set<StepOutputRef> waitsOn, boolean sensitive, Set<Origin> origins)
      implements Value {
    /** Refuses nulls and copies. */
    public Unknown {
      waitsOn = copy(waitsOn);
      origins = copy(origins);
    }
  }

  private static <T> Set<T> copy(Set<T> set) {
    return Collections.unmodifiableSet(new java.util.LinkedHashSet<>(set));
  }
}
