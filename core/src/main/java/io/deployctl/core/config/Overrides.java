package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns environment variables and {@code --set} options into layers. */
final class Overrides {
  private final ProjectSpec project;
  private final Diagnostics problems;
  private final Map<ValuePath, Raw> keys;
  private final List<Layer> layers = new ArrayList<>();
  private Raw.Mapping merged;

  /**
   * Makes one on top of the layers of files.
   *
   * @param files every layer of files, lowest first
   */
  Overrides(ProjectSpec project, List<Layer> files, Diagnostics problems) {
    this.project = project;
    this.problems = problems;
    this.merged = LayerMerger.merge(files, new Diagnostics());
    this.keys = new LinkedHashMap<>();
    // A key that an upper layer removed can still be given a value.
    files.forEach(layer -> RawTree.keys(layer.values()).forEach(keys::putIfAbsent));
    keys.putAll(RawTree.keys(merged));
  }

  /**
   * Adds a layer for each variable that means a value.
   *
   * @param variables the process's environment variables
   * @param referenced names that references use: they are sources, no overrides
   */
  void addVariables(Map<String, String> variables, Set<String> referenced) {
    String prefix = project.envPrefix() + "_";
    VariableNames names = new VariableNames(knownPaths());
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(prefix) && !referenced.contains(name)) {
                addVariable(name, name.substring(prefix.length()), text, names);
              }
            });
  }

  /** Adds a layer for each option, {@code a.b=value}. */
  void addSets(List<String> sets) {
    Map<String, String> last = new LinkedHashMap<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        problems.add(
            Diagnostic.error("invalid-set", "`--set` needs a path and a value")
                .hint("Write `--set a.b=value`"));
        continue;
      }
      String name = set.substring(0, equals).strip();
      last.remove(name);
      last.put(name, set.substring(equals + 1));
    }
    last.forEach(this::addSet);
  }

  /** Returns the layers that were added, lowest first. */
  List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** Returns that the name can mean several values. */
  static Diagnostic ambiguous(String name, String prefix, List<ValuePath> candidates) {
    List<String> paths = candidates.stream().map(ValuePath::toString).toList();
    return Diagnostic.error(
            "ambiguous-variable", name + " can mean `" + String.join("` and `", paths) + "`")
        .hint(
            "Separate levels with two underscores, as in "
                + prefix
                + VariableNames.name(candidates.get(0), "__"));
  }

  private void addVariable(String name, String key, String text, VariableNames names) {
    List<ValuePath> candidates = names.candidates(key);
    if (candidates.size() > 1) {
      problems.add(ambiguous(name, project.envPrefix() + "_", candidates));
    } else if (candidates.isEmpty()) {
      Diagnostic warning =
          Diagnostic.warning(
              "unmatched-variable", "the environment variable " + name + " matches no value");
      problems.add(
          names
              .nearest(key)
              .map(n -> warning.hint("Did you mean " + project.envPrefix() + "_" + n + "?"))
              .orElse(warning));
    } else {
      add(
          candidates.get(0),
          text,
          Layer.Kind.VARIABLE,
          new ValueText(name, new Origin.Variable(name), false),
          new Origin.Variable(name));
    }
  }

  private void addSet(String name, String text) {
    ValuePath path = ValuePath.parse(name);
    Origin origin = new Origin.Flag("--set " + name);
    ValueText converter = new ValueText("`--set " + name + "`", origin, false);
    if (knownPaths().contains(path)) {
      add(path, text, Layer.Kind.FLAG, converter, origin);
    } else if (RawTree.find(merged, path).isPresent()) {
      addItem(path, text, converter, origin);
    } else {
      List<String> known = knownPaths().stream().map(ValuePath::toString).toList();
      Diagnostic diagnostic =
          Diagnostic.error("unknown-name", "`--set " + name + "` names no value");
      problems.add(
          Suggestion.nearest(name, known)
              .map(nearest -> diagnostic.hint("Did you mean `" + nearest + "`?"))
              .orElse(diagnostic.hint("Define it in environments/, or declare it under `inputs`")));
    }
  }

  private void add(
      ValuePath path, String text, Layer.Kind kind, ValueText converter, Origin origin) {
    Optional<Raw> below = RawTree.find(merged, path).or(() -> Optional.ofNullable(keys.get(path)));
    try {
      addLayer(path, converter.convert(text, below), kind, origin);
    } catch (DeployctlException wrongType) {
      problems.addAll(wrongType.diagnostics());
    }
  }

  /** Replaces one item: the whole list is the override, because lists replace. */
  private void addItem(ValuePath path, String text, ValueText converter, Origin origin) {
    List<String> segments = path.segments();
    int end = segments.size();
    while (!keys.containsKey(new ValuePath(segments.subList(0, end)))) {
      end--;
    }
    ValuePath list = new ValuePath(segments.subList(0, end));
    try {
      Raw item = converter.convert(text, RawTree.find(merged, path));
      Raw whole = RawTree.find(merged, list).orElseThrow();
      addLayer(
          list,
          replace(whole, segments.subList(end, segments.size()), item),
          Layer.Kind.FLAG,
          origin);
    } catch (DeployctlException wrongType) {
      problems.addAll(wrongType.diagnostics());
    }
  }

  private static Raw replace(Raw whole, List<String> path, Raw item) {
    if (path.isEmpty()) {
      return item;
    }
    List<String> rest = path.subList(1, path.size());
    if (whole instanceof Raw.Sequence sequence) {
      List<Raw> items = new ArrayList<>(sequence.items());
      int index = Integer.parseInt(path.get(0));
      items.set(index, replace(items.get(index), rest, item));
      return new Raw.Sequence(items, item.origin());
    }
    Raw.Mapping mapping = (Raw.Mapping) whole;
    Map<String, Raw> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(path.get(0), replace(entries.get(path.get(0)), rest, item));
    return new Raw.Mapping(entries, item.origin());
  }

  private void addLayer(ValuePath path, Raw value, Layer.Kind kind, Origin origin) {
    Layer layer = new Layer(origin.describe(), kind, path, RawTree.single(path, value, origin));
    layers.add(layer);
    merged = LayerMerger.merge(merged, layer.values(), new Diagnostics());
  }

  private Set<ValuePath> knownPaths() {
    Set<ValuePath> paths = new LinkedHashSet<>(keys.keySet());
    paths.addAll(project.inputs().keySet());
    return paths;
  }
}
