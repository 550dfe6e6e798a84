package io.deployctl.core.config;

import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a project goes into its digest: secrets by their tag, unknown values by their outputs.
 */
final class DigestTree {
  private final Tagger tagger;

  DigestTree(Tagger tagger) {
    this.tagger = tagger;
  }

  /** Returns a step. */
  Object step(StepSpec spec, Value.Mapping settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", spec.name().name());
    tree.put("needs", spec.needs().stream().map(StepId::name).sorted().toList());
    tree.put("stateless", spec.stateless());
    tree.put("provider", spec.provider());
    tree.put("settings", of(settings));
    return tree;
  }

  /** Returns a value. */
  Object of(Value value) {
    if (value instanceof Value.Mapping mapping) {
      Map<String, Object> tree = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> tree.put(key, of(entry)));
      return tree;
    }
    if (value instanceof Value.Sequence sequence) {
      return Arrays.asList(sequence.items().stream().map(this::of).toArray());
    }
    if (value instanceof Value.Secret secret) {
      String tag = secret.changesCount() ? tagger.tag(secret.text().reveal()).value() : "volatile";
      return Map.of("$secret", tag);
    }
    if (value instanceof Value.Unknown unknown) {
      List<String> refs = unknown.waitsOn().stream().sorted().map(StepOutputRef::toString).toList();
      return Map.of("$waits", refs);
    }
    return ((Value.Scalar) value).data().orElse(null);
  }
}
