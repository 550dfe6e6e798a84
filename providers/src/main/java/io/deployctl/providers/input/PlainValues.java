package io.deployctl.providers.input;

import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Between values and the plain trees that tools read and write. */
public final class PlainValues {
  private PlainValues() {}

  /**
   * Returns the value as maps, lists and scalars with its secrets in the open, for a private file.
   *
   * @param value a value with nothing unknown in it
   * @param onSecret takes every secret that is revealed, such as a redactor
   */
  public static Object reveal(Value value, Consumer<SecretText> onSecret) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.data().orElse(null);
    }
    if (value instanceof Value.Secret secret) {
      onSecret.accept(secret.text());
      return secret.text().reveal();
    }
    if (value instanceof Value.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(reveal(item, onSecret)));
      return items;
    }
    if (value instanceof Value.Mapping mapping) {
      return revealAll(mapping, onSecret);
    }
    throw new IllegalArgumentException("a value is not known yet");
  }

  /** Returns the map's entries, each as {@link #reveal} returns it. */
  public static Map<String, Object> revealAll(
      Value.Mapping mapping, Consumer<SecretText> onSecret) {
    Map<String, Object> entries = new LinkedHashMap<>();
    mapping.entries().forEach((key, value) -> entries.put(key, reveal(value, onSecret)));
    return entries;
  }

  /**
   * Returns a tree that a tool wrote as a value.
   *
   * @param tree maps, lists and scalars
   * @param sensitive whether every scalar in it is a secret
   * @param ref the output that it is
   */
  public static Value ofOutput(Object tree, boolean sensitive, StepOutputRef ref) {
    Set<Origin> origins = Set.of(new Origin.StepOutput(ref));
    if (tree instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put(key.toString(), ofOutput(value, sensitive, ref)));
      return new Value.Mapping(entries, origins);
    }
    if (tree instanceof List<?> list) {
      return new Value.Sequence(
          list.stream().map(item -> ofOutput(item, sensitive, ref)).toList(), origins);
    }
    if (tree != null && sensitive) {
      return new Value.Secret(new SecretText(tree.toString()), true, origins);
    }
    return new Value.Scalar(Optional.ofNullable(tree), origins);
  }
}
