package io.deployctl.core.engine;

import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Between the values of outputs and what of them may be kept. */
final class OutputLeaves {
  private OutputLeaves() {}

  /** Returns each output as everybody may see it. */
  static Map<String, Leaf> leaves(Map<String, Value> outputs, Tagger tagger) {
    Map<String, Leaf> leaves = new TreeMap<>();
    outputs.forEach((name, value) -> leaves.put(name, leaf(value, tagger)));
    return leaves;
  }

  /** Returns the value as everybody may see it; of a list or a map only whether it changed. */
  static Leaf leaf(Value value, Tagger tagger) {
    if (value instanceof Value.Scalar scalar) {
      return new Leaf.Literal(scalar.data());
    }
    if (value instanceof Value.Secret secret) {
      return new Leaf.Sensitive(tagger.tag(secret.text().reveal()));
    }
    if (value instanceof Value.Unknown unknown) {
      return new Leaf.Waiting(unknown.waitsOn());
    }
    StringBuilder text = new StringBuilder();
    append(text, value);
    return new Leaf.Sensitive(tagger.tag(text.toString()));
  }

  /** Returns the outputs that a release holds in full, by their reference. */
  static Map<StepOutputRef, Value> known(StepId step, StepRecord record) {
    Map<StepOutputRef, Value> known = new HashMap<>();
    record
        .outputs()
        .forEach(
            (name, leaf) -> {
              StepOutputRef ref = new StepOutputRef(step, name);
              if (leaf instanceof Leaf.Literal literal) {
                known.put(
                    ref, new Value.Scalar(literal.data(), Set.of(new Origin.StepOutput(ref))));
              }
            });
    return known;
  }

  // Lengths stand before texts, so that no two values give the same text.
  private static void append(StringBuilder text, Value value) {
    if (value instanceof Value.Sequence sequence) {
      text.append('[').append(sequence.items().size());
      sequence.items().forEach(item -> append(text, item));
    } else if (value instanceof Value.Mapping mapping) {
      text.append('{').append(mapping.entries().size());
      new TreeMap<>(mapping.entries())
          .forEach(
              (key, item) -> {
                text.append(key.length()).append(':').append(key);
                append(text, item);
              });
    } else if (value instanceof Value.Secret secret) {
      String plain = secret.text().reveal();
      text.append('s').append(plain.length()).append(':').append(plain);
    } else if (value instanceof Value.Scalar scalar) {
      text.append('v').append(scalar.text().length()).append(':').append(scalar.text());
    } else if (value instanceof Value.Unknown unknown) {
      text.append('u').append(unknown.waitsOn());
    }
  }
}
