package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Interpolates values: resolves each once, finds cycles, and carries taint and origins along. What
 * can't be resolved is reported once, and stands in as a value that waits on nothing, so that
 * everything else is still checked. For one thread.
 */
final class ValueResolver {
  private static final int MAXIMUM_CHAIN = 200;
  private static final long MAXIMUM_TEXT = 16L * 1024 * 1024;
  private static final long MAXIMUM_COPIES = 200_000;

  private final Raw.Mapping root;
  private final References references;
  private final SecretAccess secrets;
  private final Diagnostics problems;
  private final Map<Raw, Value> done = new IdentityHashMap<>();
  private final Map<Raw, String> open = new IdentityHashMap<>();
  private final List<Raw> chain = new ArrayList<>();
  private final Map<Value, Long> weights = new IdentityHashMap<>();
  private long textLength;
  private long copies;

  /**
   * Makes one for one tree of values.
   *
   * @param references answers what is no value of the tree
   */
  ValueResolver(
      Raw.Mapping root, References references, SecretAccess secrets, Diagnostics problems) {
    this.root = root;
    this.references = references;
    this.secrets = secrets;
    this.problems = problems;
    references.with(this, root, problems);
  }

  /** Returns every value. */
  Value.Mapping values() {
    return (Value.Mapping) resolve(root, "");
  }

  /**
   * Returns one value, of the tree or of the project file.
   *
   * @param name how messages about cycles call it
   */
  Value resolve(Raw raw, String name) {
    Value known = done.get(raw);
    if (known != null) {
      return known;
    }
    if (open.containsKey(raw) || chain.size() >= MAXIMUM_CHAIN) {
      return cycle(raw, name);
    }
    open.put(raw, name);
    chain.add(raw);
    Value value = create(raw, name);
    chain.remove(chain.size() - 1);
    open.remove(raw);
    done.put(raw, value);
    return value;
  }

  private Value create(Raw raw, String name) {
    if (raw instanceof Raw.Mapping mapping) {
      Map<String, Value> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, resolve(entry, below(name, key))));
      return new Value.Mapping(entries, Set.of(raw.origin()));
    }
    if (raw instanceof Raw.Sequence sequence) {
      List<Value> items = new ArrayList<>();
      for (Raw item : sequence.items()) {
        items.add(resolve(item, below(name, Integer.toString(items.size()))));
      }
      return new Value.Sequence(items, Set.of(raw.origin()));
    }
    Raw.Scalar scalar = (Raw.Scalar) raw;
    Value value =
        scalar
            .templateText()
            .map(text -> interpolate(Template.parse(text), scalar))
            .orElseGet(() -> new Value.Scalar(scalar.data(), Set.of(scalar.origin())));
    return scalar.sensitive() ? mask(value) : value;
  }

  private Value mask(Value value) {
    if (value instanceof Value.Scalar scalar && scalar.data().isPresent()) {
      SecretText text = secrets.adopt(new SecretText(scalar.text()));
      return new Value.Secret(text, true, scalar.origins());
    }
    return value instanceof Value.Unknown unknown
        ? new Value.Unknown(unknown.waitsOn(), true, unknown.origins())
        : value;
  }

  private Value interpolate(Template template, Raw.Scalar scalar) {
    List<Value> values = new ArrayList<>();
    for (Template.Part part : template.parts()) {
      values.add(references.resolve(part, scalar));
    }
    if (values.size() == 1 && !(template.parts().get(0) instanceof Template.Literal)) {
      return bounded(Values.from(scalar.origin(), values.get(0)), scalar);
    }
    Composite composite = new Composite(scalar.origin());
    for (int i = 0; i < values.size(); i++) {
      if (!composite.add(values.get(i))) {
        problem(
            scalar,
            "wrong-type",
            "a map or a list can't be a part of a text",
            "Use its single values, or make the reference the whole value");
        return unresolved(scalar.origin());
      }
    }
    textLength += composite.length();
    if (textLength > MAXIMUM_TEXT) {
      problem(scalar, "too-large", "interpolation makes more than 16 MiB of text", "");
      return unresolved(scalar.origin());
    }
    Value value = composite.value();
    if (value instanceof Value.Secret secret) {
      secrets.composed(secret.text());
    }
    return value;
  }

  /** Refuses references to maps and lists that multiply each other. */
  private Value bounded(Value value, Raw.Scalar scalar) {
    copies += weight(value) - 1;
    if (copies > MAXIMUM_COPIES) {
      problem(
          scalar,
          "too-large",
          "references to maps and lists make more than " + MAXIMUM_COPIES + " copies",
          "");
      return unresolved(scalar.origin());
    }
    return value;
  }

  private long weight(Value value) {
    Long known = weights.get(value);
    if (known != null) {
      return known;
    }
    long weight = 1;
    if (value instanceof Value.Mapping mapping) {
      weight += mapping.entries().values().stream().mapToLong(this::weight).sum();
    } else if (value instanceof Value.Sequence sequence) {
      weight += sequence.items().stream().mapToLong(this::weight).sum();
    } else {
      return weight;
    }
    weights.put(value, weight);
    return weight;
  }

  private Value cycle(Raw raw, String name) {
    Origin origin = raw.origin();
    if (!open.containsKey(raw)) {
      problem(raw, "too-deep", "`" + name + "` is at the end of too long a chain of values", "");
      return unresolved(origin);
    }
    List<String> names =
        new ArrayList<>(
            chain.subList(chain.indexOf(raw), chain.size()).stream().map(open::get).toList());
    names.add(name);
    problem(
        raw,
        "cycle",
        "values refer to each other in a circle: " + String.join(" -> ", names),
        "Give one of them a value of its own");
    return unresolved(origin);
  }

  private void problem(Raw raw, String code, String summary, String hint) {
    Diagnostic diagnostic = Diagnostic.error(code, summary);
    Diagnostic advised = hint.isEmpty() ? diagnostic : diagnostic.hint(hint);
    problems.add(raw.position().map(advised::at).orElse(advised));
  }

  private static String below(String name, String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  /** Returns what stands in for a value that could not be resolved. */
  static Value unresolved(Origin origin) {
    return new Value.Unknown(Set.of(), false, Set.of(origin));
  }

  /** Returns the value of the tree at the path, resolving what stands on the way. */
  Optional<Value> find(ValuePath path) {
    Raw at = root;
    List<String> segments = path.segments();
    for (int i = 0; i < segments.size(); i++) {
      Optional<Raw> next = RawTree.find(at, new ValuePath(List.of(segments.get(i))));
      if (next.isEmpty()) {
        // A reference to a map stands here: go on inside of what it refers to.
        boolean reference = at instanceof Raw.Scalar scalar && scalar.templateText().isPresent();
        return reference
            ? inside(
                resolve(at, new ValuePath(segments.subList(0, i)).toString()),
                new ValuePath(segments.subList(i, segments.size())))
            : Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(resolve(at, path.toString()));
  }

  /** Returns the value inside of another, or the other where it is not known yet. */
  static Optional<Value> inside(Value value, ValuePath path) {
    if (value instanceof Value.Unknown) {
      return Optional.of(value);
    }
    if (value instanceof Value.Mapping mapping) {
      return mapping.find(path);
    }
    if (value instanceof Value.Sequence) {
      return new Value.Mapping(Map.of("", value), Set.of())
          .find(new ValuePath(List.of("")).child(path.segments().get(0)))
          .flatMap(
              item ->
                  path.segments().size() == 1
                      ? Optional.of(item)
                      : inside(
                          item, new ValuePath(path.segments().subList(1, path.segments().size()))));
    }
    return Optional.empty();
  }
}
