package io.deployctl.core.config;

import io.deployctl.core.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * Lenient access to a mapping whose types were checked against a schema: what is of a wrong type
 * was reported there, and is absent here.
 */
final class YamlFields {
  private YamlFields() {}

  /** Returns the text of the key, if it is a scalar that is not null. */
  static Optional<String> text(YamlNode.Mapping mapping, String key) {
    return mapping.find(key).flatMap(YamlFields::text);
  }

  /** Returns the texts of the key: of a list, or of a single scalar. */
  static List<YamlNode.Scalar> texts(YamlNode.Mapping mapping, String key) {
    Optional<YamlNode> node = mapping.find(key);
    List<YamlNode> items =
        node.isPresent() && node.get() instanceof YamlNode.Sequence sequence
            ? sequence.items()
            : node.stream().toList();
    return items.stream()
        .filter(item -> text(item).isPresent())
        .map(YamlNode.Scalar.class::cast)
        .toList();
  }

  /** Returns whether the key is set to true. */
  static boolean flag(YamlNode.Mapping mapping, String key) {
    return text(mapping, key).filter(text -> text.equalsIgnoreCase("true")).isPresent();
  }

  /** Returns the map of the key, if it is one. */
  static Optional<YamlNode.Mapping> map(YamlNode.Mapping mapping, String key) {
    return mapping
        .find(key)
        .filter(YamlNode.Mapping.class::isInstance)
        .map(YamlNode.Mapping.class::cast);
  }

  /** Returns the maps of the list of the key. */
  static List<YamlNode.Mapping> maps(YamlNode.Mapping mapping, String key) {
    if (!(mapping.find(key).orElse(null) instanceof YamlNode.Sequence sequence)) {
      return List.of();
    }
    return sequence.items().stream()
        .filter(YamlNode.Mapping.class::isInstance)
        .map(YamlNode.Mapping.class::cast)
        .toList();
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.data().isPresent()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
