package io.deployctl.core.config;

import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What each layer says about a value. Reads no secret. */
final class LayerHistory {
  private final Resolution resolution;

  LayerHistory(Resolution resolution) {
    this.resolution = resolution;
  }

  /** Returns what each layer that has the value says, lowest first. */
  List<LayerValue> of(ValuePath path) {
    List<LayerValue> found = new ArrayList<>();
    Optional<Raw> holds = RawTree.find(resolution.tree(), path);
    for (Layer layer : resolution.layers()) {
      Optional<Raw> says = nearest(layer.values(), path);
      if (says.isPresent()) {
        Raw raw = says.get();
        found.add(
            new LayerValue(
                layer.name(),
                LayerText.of(raw, isSecret(holds)),
                raw.origin(),
                effect(raw, holds)));
      }
    }
    return found;
  }

  /** Returns the values that hold what stands at the given places, in the order of their paths. */
  List<LayeredValue> at(Collection<Origin> origins) {
    Map<Origin, ValuePath> paths = new LinkedHashMap<>();
    RawTree.leaves(resolution.tree()).forEach((path, raw) -> places(raw, path, paths));
    TreeSet<ValuePath> found = new TreeSet<>(java.util.Comparator.comparing(ValuePath::toString));
    for (Origin origin : origins) {
      Optional.ofNullable(paths.get(origin)).ifPresent(found::add);
    }
    return found.stream().map(path -> new LayeredValue(path, of(path))).toList();
  }

  /** What stands in a list belongs to the list, which layers replace as a whole. */
  private static void places(Raw raw, ValuePath path, Map<Origin, ValuePath> paths) {
    paths.putIfAbsent(raw.origin(), path);
    if (raw instanceof Raw.Sequence sequence) {
      sequence.items().forEach(item -> places(item, path, paths));
    } else if (raw instanceof Raw.Mapping mapping) {
      mapping.entries().values().forEach(entry -> places(entry, path, paths));
    }
  }

  /** Returns what the layer has at the path, or the value above it that replaces it. */
  private static Optional<Raw> nearest(Raw.Mapping layer, ValuePath path) {
    for (int length = path.segments().size(); length > 0; length--) {
      Optional<Raw> raw = RawTree.find(layer, new ValuePath(path.segments().subList(0, length)));
      if (raw.isPresent()) {
        boolean exact = length == path.segments().size();
        return exact || !(raw.get() instanceof Raw.Mapping) ? raw : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static LayerValue.Effect effect(Raw raw, Optional<Raw> holds) {
    if (holds.isPresent() && holds.get() instanceof Raw.Mapping && raw instanceof Raw.Mapping) {
      return LayerValue.Effect.MERGES;
    }
    if (holds.filter(h -> h.origin().equals(raw.origin())).isPresent()) {
      return LayerValue.Effect.WINS;
    }
    return raw instanceof Raw.Scalar scalar && scalar.isNull()
        ? LayerValue.Effect.REMOVES
        : LayerValue.Effect.LOSES;
  }

  private static boolean isSecret(Optional<Raw> holds) {
    return holds.isPresent() && holds.get() instanceof Raw.Scalar scalar && scalar.isSecret();
  }
}
