package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last net: finds secrets by their text, whatever way they took into a document. Only those
 * that are long enough not to be found by chance.
 */
final class SecretTexts {
  private static final int LONG_ENOUGH = 8;

  private final List<String> texts = new ArrayList<>();

  /** Collects the secrets among the values. */
  SecretTexts(Value.Mapping values) {
    collect(values);
  }

  /** Returns whether there is nothing to find. */
  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Returns whether a secret is part of the data's text. */
  boolean isIn(Object data) {
    return data instanceof String text && texts.stream().anyMatch(text::contains);
  }

  private void collect(Value value) {
    if (value instanceof Value.Secret secret) {
      String text = secret.text().reveal();
      if (text.length() >= LONG_ENOUGH) {
        texts.add(text);
      }
    } else if (value instanceof Value.Mapping mapping) {
      for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
        collect(entry.getValue());
      }
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(this::collect);
    }
  }
}
