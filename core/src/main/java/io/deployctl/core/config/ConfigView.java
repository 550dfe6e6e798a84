package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An environment's values with where they came from, as they may be shown. Reads no secret. */
public final class ConfigView {
  private final Resolution resolution;
  private final Value.Mapping values;

  ConfigView(Resolution resolution) {
    this.resolution = resolution;
    Map<String, Value> entries =
        new LinkedHashMap<>(resolution.dryResolver(new Diagnostics()).values().entries());
    entries.remove(Resolution.BUILT_IN);
    this.values = new Value.Mapping(entries, Set.of());
  }

  /** Returns the environment's name. */
  public String environment() {
    return resolution.environment().name();
  }

  /** Returns every value, in the order in which the layers have them. */
  public List<ConfigEntry> entries() {
    return entries(values, ValuePath.ROOT);
  }

  /** Returns every value in one tree of maps, lists and scalars, secrets in words. */
  public Map<String, Object> values() {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.entries().forEach((key, value) -> tree.put(key, tree(value)));
    return tree;
  }

  /**
   * Returns how the value at a path came to be.
   *
   * @param dotted the path; of a map, everything below it is explained
   * @throws DeployctlException when no layer has it, with the nearest path that one has
   */
  public ConfigExplanation explain(String dotted) {
    ValuePath path = ValuePath.parse(dotted);
    List<LayerValue> layers = new LayerHistory(resolution).of(path);
    Optional<Value> value = values.find(path);
    if (layers.isEmpty() && value.isEmpty()) {
      throw unknown(dotted);
    }
    return new ConfigExplanation(path, value.map(v -> entries(v, path)).orElse(List.of()), layers);
  }

  /** Returns what differs between two environments, in the order of their paths. */
  public static List<ConfigDifference> diff(ConfigView left, ConfigView right) {
    Map<ValuePath, ConfigEntry> before = byPath(left);
    Map<ValuePath, ConfigEntry> after = byPath(right);
    Set<ValuePath> paths = new LinkedHashSet<>(before.keySet());
    paths.addAll(after.keySet());
    return paths.stream()
        .sorted(java.util.Comparator.comparing(ValuePath::toString))
        .map(
            path ->
                new ConfigDifference(
                    path,
                    Optional.ofNullable(before.get(path)),
                    Optional.ofNullable(after.get(path))))
        .filter(
            difference ->
                !difference
                    .left()
                    .map(ConfigEntry::data)
                    .equals(difference.right().map(ConfigEntry::data)))
        .toList();
  }

  private static Map<ValuePath, ConfigEntry> byPath(ConfigView view) {
    return view.entries().stream()
        .collect(Collectors.toMap(ConfigEntry::path, e -> e, (a, b) -> a, LinkedHashMap::new));
  }

  private static List<ConfigEntry> entries(Value root, ValuePath at) {
    List<ConfigEntry> entries = new ArrayList<>();
    Values.leaves(root)
        .forEach(
            (below, value) -> {
              List<String> segments = new ArrayList<>(at.segments());
              segments.addAll(below.segments());
              entries.add(
                  new ConfigEntry(
                      new ValuePath(segments),
                      shown(value),
                      isMasked(value),
                      List.copyOf(value.origins())));
            });
    return entries;
  }

  private static Object tree(Value value) {
    if (value instanceof Value.Mapping mapping) {
      Map<String, Object> tree = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> tree.put(key, tree(entry)));
      return tree;
    }
    if (value instanceof Value.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(tree(item)));
      return items;
    }
    return shown(value).orElse(null);
  }

  private static boolean isMasked(Value value) {
    return value instanceof Value.Secret || value instanceof Value.Unknown;
  }

  private static Optional<Object> shown(Value value) {
    if (value instanceof Value.Secret secret) {
      String sources =
          secret.origins().stream()
              .filter(Origin.Secret.class::isInstance)
              .map(Origin::describe)
              .distinct()
              .collect(Collectors.joining(", "));
      return Optional.of(sources.isEmpty() ? SecretText.MASK : "(" + sources + ")");
    }
    if (value instanceof Value.Unknown unknown) {
      String outputs =
          unknown.waitsOn().stream()
              .sorted()
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      String words = outputs.isEmpty() ? "input not given" : "waits on " + outputs;
      return Optional.of("(" + words + (unknown.sensitive() ? ", secret)" : ")"));
    }
    if (value instanceof Value.Mapping) {
      return Optional.of(Map.of());
    }
    return value instanceof Value.Scalar scalar ? scalar.data() : Optional.of(List.of());
  }

  private DeployctlException unknown(String dotted) {
    Set<String> known = new LinkedHashSet<>();
    for (Layer layer : resolution.layers()) {
      RawTree.keys(layer.values()).keySet().forEach(path -> known.add(path.toString()));
    }
    Diagnostic diagnostic =
        Diagnostic.error("unknown-name", "no layer has a value `" + dotted + "`");
    return DeployctlException.invalid(
        Suggestion.nearest(dotted, known)
            .map(nearest -> diagnostic.hint("Did you mean `" + nearest + "`?"))
            .orElse(diagnostic.hint("`deployctl config show` lists every value")));
  }
}
