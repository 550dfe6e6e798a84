package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value as a layer has it: not interpolated yet. */
sealed interface Raw {
  /** Returns where it came from. */
  Origin origin();

  /** Returns where it stands, if that is in a file. */
  default Optional<SourcePosition> position() {
    return origin() instanceof Origin.Layer layer
        ? Optional.of(layer.position())
        : Optional.empty();
  }

  /**
   * A scalar.
   *
   * @param data String, Boolean, Long, BigInteger or BigDecimal; empty for null
   * @param template whether interpolation applies to it
   * @param sensitive whether it stands where another layer has a secret
   * @param implied whether it is a null that nobody wrote: a key with nothing after it
   * @param origin see {@link Raw#origin()}
   */
  record Scalar(
      Optional<Object> data, boolean template, boolean sensitive, boolean implied, Origin origin)
      implements Raw {
    /** Refuses nulls. */
    public Scalar {
      requireNonNull(data, "data is null");
      requireNonNull(origin, "origin is null");
    }

    /** Returns a scalar that is taken as it is. */
    static Scalar literal(Optional<Object> data, Origin origin) {
      return new Scalar(data, false, false, false, origin);
    }

    /** Returns this scalar, masked wherever it is shown. */
    Scalar asSensitive() {
      return new Scalar(data, template, true, implied, origin);
    }

    /** Returns whether it is null. */
    boolean isNull() {
      return data.isEmpty();
    }

    /** Returns whether it is masked, or has a secret in it. */
    boolean isSecret() {
      return sensitive || template && templateText().filter(Template::namesSecret).isPresent();
    }

    /** Returns the text to interpolate, if it is one. */
    Optional<String> templateText() {
      return template && data.isPresent() && data.get() instanceof String text
          ? Optional.of(text).filter(t -> t.contains("${"))
          : Optional.empty();
    }
  }

  /**
   * A list.
   *
   * @param items its items
   * @param origin see {@link Raw#origin()}
   */
  record Sequence(List<Raw> items, Origin origin) implements Raw {
    /** Copies. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A map.
   *
   * @param entries its entries
   * @param origin the place of the first layer that has it
   */
  record Mapping(Map<String, Raw> entries, Origin origin) implements Raw {
    /** Copies. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
