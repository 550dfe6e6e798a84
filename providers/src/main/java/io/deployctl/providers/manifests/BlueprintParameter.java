package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.yaml.YamlNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a blueprint takes.
 *
 * @param name its name
 * @param type the type that a value must have: one of {@link #TYPES}
 * @param required whether a step must give it
 * @param defaultValue what holds where none is given; null where nothing is said
 * @param doc one sentence about it
 */
record BlueprintParameter(
    String name, String type, boolean required, Value defaultValue, Optional<String> doc) {
  /** The types that a parameter can have. */
  static final List<String> TYPES =
      List.of("string", "integer", "number", "boolean", "list", "map", "any");

  private static final List<String> KEYS = List.of("name", "type", "default", "required", "doc");

  /** Reads a parameter; adds what is wrong with it. */
  static Optional<BlueprintParameter> read(YamlNode node, Diagnostics problems) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(
          Diagnostic.error("invalid-blueprint", "a parameter must be a map with a `name`")
              .at(node.position()));
      return Optional.empty();
    }
    mapping.entries().forEach((key, entry) -> checkKey(key, entry, problems));
    String name = text(mapping, "name").orElse("");
    String type = text(mapping, "type").orElse("any");
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      problems.add(
          Diagnostic.error(
                  "invalid-blueprint",
                  "a parameter needs a name of letters, digits and `_`, so that templates can use"
                      + " it")
              .at(mapping.find("name").map(YamlNode::position).orElse(node.position())));
      return Optional.empty();
    }
    if (!TYPES.contains(type)) {
      problems.add(
          Diagnostic.error("invalid-blueprint", "there is no type `" + type + "`")
              .at(mapping.find("type").map(YamlNode::position).orElse(node.position()))
              .hint("Types are " + String.join(", ", TYPES)));
      return Optional.empty();
    }
    Value otherwise =
        mapping
            .find("default")
            .map(Blueprint::value)
            .orElse(new Value.Scalar(Optional.empty(), Set.of()));
    boolean required = text(mapping, "required").filter("true"::equals).isPresent();
    return Optional.of(
        new BlueprintParameter(name, type, required, otherwise, text(mapping, "doc")));
  }

  /** Returns what is wrong with a value for this parameter. */
  Optional<Diagnostic> check(Value value, Optional<SourcePosition> position) {
    if (fits(value)) {
      return Optional.empty();
    }
    Diagnostic wrong =
        Diagnostic.error("wrong-type", "`with." + name + "` must be of type " + type);
    return Optional.of(place(value).or(() -> position).map(wrong::at).orElse(wrong));
  }

  /** Returns where a value is written. */
  static Optional<SourcePosition> place(Value value) {
    return value.origins().stream()
        .filter(Origin.Layer.class::isInstance)
        .map(origin -> ((Origin.Layer) origin).position())
        .findFirst();
  }

  private boolean fits(Value value) {
    if (type.equals("any") || value instanceof Value.Unknown) {
      return true;
    }
    if (value instanceof Value.Mapping || value instanceof Value.Sequence) {
      return type.equals(value instanceof Value.Mapping ? "map" : "list");
    }
    if (value instanceof Value.Secret) {
      return type.equals("string");
    }
    Object data = ((Value.Scalar) value).data().orElse("");
    return switch (type) {
      case "string" -> !(data instanceof Boolean);
      case "integer" ->
          data instanceof Long || data instanceof Integer || data instanceof BigInteger;
      case "number" -> data instanceof Number;
      case "boolean" -> data instanceof Boolean;
      default -> false;
    };
  }

  private static void checkKey(String key, YamlNode.Entry entry, Diagnostics problems) {
    if (!KEYS.contains(key)) {
      Diagnostic unknown =
          Diagnostic.error("unknown-key", "a parameter has no key `" + key + "`")
              .at(entry.keyPosition());
      problems.add(
          Suggestion.nearest(key, KEYS)
              .map(near -> unknown.hint("Did you mean `" + near + "`?"))
              .orElse(unknown.hint("It has " + String.join(", ", KEYS))));
    }
  }

  private static Optional<String> text(YamlNode.Mapping mapping, String key) {
    return mapping
        .find(key)
        .filter(YamlNode.Scalar.class::isInstance)
        .map(node -> ((YamlNode.Scalar) node).text());
  }
}
