package io.deployctl.core.schema;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provider's settings, already checked against its schema and interpolated. Every getter refuses
 * a value that is secret, unknown or of the wrong type at its place in the file: interpolation can
 * bring such a value to a place where the schema's offline check could not see it.
 */
public final class Settings {
  private final Value.Mapping values;

  /** Wraps the map. */
  public Settings(Value.Mapping values) {
    this.values = requireNonNull(values, "values is null");
  }

  /** Returns the whole map. */
  public Value.Mapping mapping() {
    return values;
  }

  /** Returns the value of the key, if it is set and not null. */
  public Optional<Value> find(String key) {
    return Optional.ofNullable(values.entries().get(key)).filter(Settings::isSet);
  }

  /** Returns the text of a required key. */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** Returns the text of the key, if it is set. Numbers and booleans are taken as text. */
  public Optional<String> optionalText(String key) {
    return find(key).map(value -> known(key, value));
  }

  /** Returns the texts of a list, or none; a single text counts as a list of one. */
  public List<String> texts(String key) {
    Optional<Value> value = find(key);
    if (value.isPresent() && value.get() instanceof Value.Sequence sequence) {
      return sequence.items().stream().map(item -> known(key, item)).toList();
    }
    return value.map(single -> List.of(known(key, single))).orElse(List.of());
  }

  /** Returns whether the key is set to true, or the default where it is absent. */
  public boolean flag(String key, boolean otherwise) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().equals("true") || text.get().equals("false")) {
      return text.get().equals("true");
    }
    throw wrong(key, "`" + key + "` must be true or false, not `" + text.get() + "`");
  }

  /** Returns the whole number, or the default where the key is absent. */
  public int integer(String key, int otherwise) {
    Optional<String> text = optionalText(key);
    try {
      return text.map(BigDecimal::new).map(BigDecimal::intValueExact).orElse(otherwise);
    } catch (ArithmeticException | NumberFormatException notWhole) {
      throw wrong(key, "`" + key + "` must be a whole number, not `" + text.orElse("") + "`");
    }
  }

  /** Returns the duration, or the default where the key is absent. */
  public Duration duration(String key, Duration otherwise) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return Durations.parse(text.get())
        .orElseThrow(
            () ->
                wrong(
                    key,
                    "`"
                        + key
                        + "` must be a duration such as 30s or 5m, not `"
                        + text.get()
                        + "`"));
  }

  /** Returns the map under the key, or an empty one. */
  public Value.Mapping map(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return Value.Mapping.EMPTY;
    }
    if (value.get() instanceof Value.Mapping mapping) {
      return mapping;
    }
    throw wrong(key, "`" + key + "` must be a map");
  }

  /** Returns the settings of each map in the list under the key, or none. */
  public List<Settings> records(String key) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<Settings> records = new ArrayList<>();
    if (value.get() instanceof Value.Sequence sequence) {
      for (Value item : sequence.items()) {
        if (!(item instanceof Value.Mapping mapping)) {
          throw wrong(key, "every item of `" + key + "` must be a map");
        }
        records.add(new Settings(mapping));
      }
      return List.copyOf(records);
    }
    throw wrong(key, "`" + key + "` must be a list");
  }

  /** Returns every output that some value of the map, at any depth, waits on. */
  public Set<StepOutputRef> waitsOn() {
    Set<StepOutputRef> waits = new TreeSet<>();
    collectWaits(values, waits);
    return waits;
  }

  /** Returns the place in the file where the key's value, or else the map, stands. */
  public Optional<SourcePosition> position(String key) {
    return position(values.entries().getOrDefault(key, values)).or(() -> position(values));
  }

  private static Optional<SourcePosition> position(Value value) {
    return value.origins().stream()
        .filter(Origin.Layer.class::isInstance)
        .map(origin -> ((Origin.Layer) origin).position())
        .findFirst();
  }

  private static void collectWaits(Value value, Set<StepOutputRef> waits) {
    if (value instanceof Value.Unknown unknown) {
      waits.addAll(unknown.waitsOn());
    } else if (value instanceof Value.Mapping mapping) {
      mapping.entries().values().forEach(entry -> collectWaits(entry, waits));
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(item -> collectWaits(item, waits));
    }
  }

  private static boolean isSet(Value value) {
    return !(value instanceof Value.Scalar scalar) || scalar.data().isPresent();
  }

  private String known(String key, Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.text();
    }
    if (value instanceof Value.Secret) {
      throw wrong(key, "`" + key + "` can't be a secret: its value is shown in plans");
    }
    if (value instanceof Value.Unknown unknown) {
      throw wrong(
          key, "`" + key + "` must be known when planning, but waits on " + unknown.waitsOn());
    }
    throw wrong(key, "`" + key + "` must be a single value");
  }

  private DeployctlException missing(String key) {
    return wrong(key, "`" + key + "` is missing");
  }

  /** Returns the refusal of a setting, at its place in the project file. */
  public DeployctlException wrong(String key, String summary) {
    Diagnostic diagnostic = Diagnostic.error("invalid-setting", summary);
    return DeployctlException.invalid(position(key).map(diagnostic::at).orElse(diagnostic));
  }
}
