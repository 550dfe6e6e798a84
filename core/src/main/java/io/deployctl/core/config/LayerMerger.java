package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts layers on top of each other: maps merge, lists replace, an explicit null removes. */
final class LayerMerger {
  /** A layer that says nothing. */
  static final Raw.Mapping NOTHING = new Raw.Mapping(Map.of(), new Origin.BuiltIn("nothing"));

  private LayerMerger() {}

  /** Returns what the layers, lowest first, come to. */
  static Raw.Mapping merge(List<Layer> layers, Diagnostics notes) {
    Raw.Mapping merged = NOTHING;
    for (Layer layer : layers) {
      merged = merge(merged, layer.values(), notes);
    }
    return merged;
  }

  /** Returns what the upper values come to on top of the lower ones. */
  static Raw.Mapping merge(Raw.Mapping lower, Raw.Mapping upper, Diagnostics notes) {
    Map<String, Raw> entries = new LinkedHashMap<>(lower.entries());
    upper
        .entries()
        .forEach(
            (key, value) -> {
              Raw below = entries.get(key);
              if (value instanceof Raw.Scalar scalar && scalar.isNull() && removes(below)) {
                warnIfImplied(key, scalar, below, notes);
                entries.remove(key);
              } else {
                entries.put(key, below == null ? value : combine(below, value, notes));
              }
            });
    return new Raw.Mapping(entries, lower.entries().isEmpty() ? upper.origin() : lower.origin());
  }

  private static Raw combine(Raw below, Raw above, Diagnostics notes) {
    if (below instanceof Raw.Mapping lower && above instanceof Raw.Mapping upper) {
      return merge(lower, upper, notes);
    }
    // What stands where a secret stood is one, even when it comes as plain text.
    return below instanceof Raw.Scalar secret
            && secret.isSecret()
            && above instanceof Raw.Scalar scalar
        ? scalar.asSensitive()
        : above;
  }

  private static boolean removes(Raw below) {
    return below != null && !(below instanceof Raw.Scalar scalar && scalar.isNull());
  }

  private static void warnIfImplied(String key, Raw.Scalar value, Raw below, Diagnostics notes) {
    if (value.implied() && below instanceof Raw.Mapping) {
      Diagnostic warning =
          Diagnostic.warning(
                  "empty-removes", "`" + key + ":` is empty, and so removes the map below it")
              .hint("Write `" + key + ": null` if this is meant, or `" + key + ": {}` if not");
      SourcePosition place = value.position().orElse(SourcePosition.ofFile(key));
      notes.add(
          (below.position().isPresent()
                  ? warning.detail("removed: " + below.position().get())
                  : warning)
              .at(place));
    }
  }
}
