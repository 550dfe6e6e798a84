package io.deployctl.core.config;

import io.deployctl.core.value.Origin;
import io.deployctl.core.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns YAML nodes into values of a layer. */
final class RawValues {
  private static final Pattern COMMIT = Pattern.compile("[0-9]+[eE][0-9]+");

  private RawValues() {}

  /**
   * Returns the node as a value of the layer.
   *
   * @param template whether interpolation applies to its texts
   */
  static Raw of(YamlNode node, String layer, boolean template) {
    Origin origin = new Origin.Layer(layer, node.position());
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Raw> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach((key, entry) -> entries.put(key, of(entry.value(), layer, template)));
      return new Raw.Mapping(entries, origin);
    }
    if (node instanceof YamlNode.Sequence sequence) {
      List<Raw> items = sequence.items().stream().map(item -> of(item, layer, template)).toList();
      return new Raw.Sequence(items, origin);
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    boolean implied = scalar.data().isEmpty() && scalar.text().isEmpty();
    return new Raw.Scalar(data(scalar), template, false, implied, origin);
  }

  /** Returns a scalar's data as values have it: whole numbers as Long, others as written. */
  static Optional<Object> data(YamlNode.Scalar scalar) {
    return scalar.data().map(data -> data(data, scalar.text()));
  }

  private static Object data(Object data, String text) {
    if (data instanceof Integer number) {
      return number.longValue();
    }
    if (data instanceof Double number) {
      // Infinities are no numbers to anything that reads configuration, and 1234e56 is a commit.
      return Double.isFinite(number) && !COMMIT.matcher(text).matches()
          ? new BigDecimal(text)
          : text;
    }
    return data;
  }
}
