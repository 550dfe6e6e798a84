package io.deployctl.core.config;

import io.deployctl.core.value.SecretText;
import java.util.stream.Collectors;

/** Writes a layer's value as it is shown beside the other layers'. */
final class LayerText {
  private LayerText() {}

  /**
   * Returns the value in YAML's flow style.
   *
   * @param secret whether the value that holds is a secret, so that plain texts are masked
   */
  static String of(Raw raw, boolean secret) {
    if (raw instanceof Raw.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + of(entry.getValue(), secret))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (raw instanceof Raw.Sequence sequence) {
      return sequence.items().stream()
          .map(item -> of(item, secret))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    Raw.Scalar scalar = (Raw.Scalar) raw;
    if (scalar.isNull()) {
      return "null";
    }
    // A reference to a secret may be shown; what stands in a secret's place may not.
    boolean reference = scalar.templateText().filter(Template::namesSecret).isPresent();
    return (secret || scalar.sensitive()) && !reference
        ? SecretText.MASK
        : scalar.data().map(Object::toString).orElse("null");
  }
}
