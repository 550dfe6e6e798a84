package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.value.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares with a model that knows no trees: the last layer that has a path's value wins. */
class LayerMergerTest {
  private static final Origin ORIGIN = new Origin.BuiltIn("test");

  @Test
  void theLastLayerWinsAtEveryPath() {
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      List<Raw.Mapping> layers = new ArrayList<>();
      Map<String, Object> model = new TreeMap<>();
      Map<String, Integer> shape = new TreeMap<>();
      for (int i = 0; i < 4; i++) {
        Raw.Mapping layer = layer(random, "", 0, shape, model);
        layers.add(layer);
      }
      assertThat(flatten(merge(layers))).isEqualTo(model);
    }
  }

  @Test
  void withoutNullsItDoesNotMatterWhichLayersArePutTogetherFirst() {
    Random random = new Random(43);
    for (int round = 0; round < 1_000; round++) {
      Raw.Mapping a = layer(random, "", 0, new TreeMap<>(), new TreeMap<>());
      Raw.Mapping b = layer(random, "", 0, new TreeMap<>(), new TreeMap<>());
      Raw.Mapping c = layer(random, "", 0, new TreeMap<>(), new TreeMap<>());
      assertThat(flatten(merge(List.of(merge(List.of(a, b)), c))))
          .isEqualTo(flatten(merge(List.of(a, merge(List.of(b, c))))));
    }
  }

  /** Makes a layer, and notes its leaves in the model. A key is a map in every layer or in none. */
  private static Raw.Mapping layer(
      Random random, String at, int depth, Map<String, Integer> shape, Map<String, Object> model) {
    Map<String, Raw> entries = new LinkedHashMap<>();
    for (char key = 'a'; key < 'e'; key++) {
      String path = at + "/" + key;
      if (random.nextInt(3) == 0) {
        continue;
      }
      int kind = shape.computeIfAbsent(path, p -> depth < 3 ? p.hashCode() & 3 : 1);
      if (kind == 0) {
        Raw.Mapping nested = layer(random, path, depth + 1, shape, model);
        if (!nested.entries().isEmpty()) {
          entries.put(String.valueOf(key), nested);
        }
      } else if (kind == 2) {
        Raw item = leaf(random.nextLong());
        entries.put(String.valueOf(key), new Raw.Sequence(List.of(item), ORIGIN));
        model.put(path, List.of(item));
      } else {
        Raw.Scalar leaf = leaf(random.nextLong());
        entries.put(String.valueOf(key), leaf);
        model.put(path, leaf);
      }
    }
    return new Raw.Mapping(entries, ORIGIN);
  }

  private static Raw.Scalar leaf(long number) {
    return Raw.Scalar.literal(Optional.of(number), ORIGIN);
  }

  private static Raw.Mapping merge(List<Raw.Mapping> layers) {
    Raw.Mapping merged = LayerMerger.NOTHING;
    for (Raw.Mapping layer : layers) {
      merged = LayerMerger.merge(merged, layer, new Diagnostics());
    }
    return merged;
  }

  private static Map<String, Object> flatten(Raw.Mapping tree) {
    Map<String, Object> flat = new TreeMap<>();
    RawTree.leaves(tree)
        .forEach(
            (path, raw) ->
                flat.put(
                    "/" + String.join("/", path.segments()),
                    raw instanceof Raw.Sequence sequence ? sequence.items() : raw));
    return flat;
  }
}
