package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.value.Value;
import io.deployctl.core.yaml.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Checks a map against its schema: unknown keys with the nearest known one, missing keys, types,
 * allowed texts, at any depth. Secrets and values that wait pass: what they are is not known.
 */
public final class SchemaChecker {
  private final Diagnostics problems;

  /** Makes one that adds what it finds to the problems. */
  public SchemaChecker(Diagnostics problems) {
    this.problems = problems;
  }

  /** Checks a map of a file that nothing is interpolated into, such as a scenario. */
  public void check(Schema schema, YamlNode node) {
    SourcePosition position = node.position();
    if (node instanceof YamlNode.Mapping mapping) {
      Value value = Values.literal(RawValues.of(node, "file", false));
      check(schema, (Value.Mapping) value, Optional.of(mapping));
    } else {
      problems.add(wrong(schema.name() + " must be a map").at(position));
    }
  }

  /**
   * Checks a map.
   *
   * @param value the map, interpolated as far as it can be
   * @param node the same map as it is written, for the places of keys, if it is at hand
   */
  void check(Schema schema, Value.Mapping value, Optional<YamlNode.Mapping> node) {
    value
        .entries()
        .forEach(
            (key, entry) -> {
              Optional<Field> field = schema.field(key);
              if (field.isEmpty()) {
                unknown(schema, key, keyPlace(node, key).or(() -> Values.place(entry)));
              } else if (!isNull(entry)) {
                check(field.get(), key, entry, node.flatMap(n -> n.find(key)));
              }
            });
    for (Field field : schema.fields()) {
      Value entry = value.entries().get(field.key());
      if (field.required() && (entry == null || isNull(entry))) {
        Optional<SourcePosition> place = node.map(YamlNode::position).or(() -> Values.place(value));
        problems.add(
            at(
                Diagnostic.error(
                        "missing-key", "`" + field.key() + "` is missing in " + schema.name())
                    .hint(field.doc()),
                place));
      }
    }
  }

  private void check(Field field, String name, Value value, Optional<YamlNode> node) {
    if (value instanceof Value.Secret || value instanceof Value.Unknown) {
      return;
    }
    Optional<SourcePosition> place = Values.place(value).or(() -> node.map(YamlNode::position));
    switch (field.type()) {
      case ANY -> {
        // Nothing is known of it.
      }
      case MAP -> map(field, name, value, node, place);
      case RECORD -> record(field, name, value, node, place);
      case RECORDS -> records(field, name, value, node, place);
      case TEXTS -> texts(field, name, value, place);
      default -> scalar(field, name, value, place);
    }
  }

  private void map(
      Field field,
      String name,
      Value value,
      Optional<YamlNode> node,
      Optional<SourcePosition> place) {
    if (!(value instanceof Value.Mapping mapping)) {
      mustBe(name, field.type(), place);
      return;
    }
    if (field.nested().isEmpty()) {
      return;
    }
    Field each =
        new Field(
            name,
            FieldType.RECORD,
            false,
            Optional.empty(),
            List.of(),
            field.nested(),
            field.doc());
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!isNull(entry)) {
                check(each, name + "." + key, entry, mapping(node).flatMap(n -> n.find(key)));
              }
            });
  }

  private void record(
      Field field,
      String name,
      Value value,
      Optional<YamlNode> node,
      Optional<SourcePosition> place) {
    if (!(value instanceof Value.Mapping mapping)) {
      mustBe(name, field.type(), place);
    } else if (field.nested().filter(schema -> !schema.fields().isEmpty()).isPresent()) {
      check(field.nested().get(), mapping, mapping(node));
    }
  }

  private void records(
      Field field,
      String name,
      Value value,
      Optional<YamlNode> node,
      Optional<SourcePosition> place) {
    if (!(value instanceof Value.Sequence sequence)) {
      mustBe(name, field.type(), place);
      return;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      int index = i;
      Optional<YamlNode> item =
          node.filter(YamlNode.Sequence.class::isInstance)
              .map(n -> ((YamlNode.Sequence) n).items())
              .filter(items -> index < items.size())
              .map(items -> items.get(index));
      Value entry = sequence.items().get(i);
      if (entry instanceof Value.Mapping mapping) {
        field.nested().ifPresent(schema -> check(schema, mapping, mapping(item)));
      } else if (!(entry instanceof Value.Unknown)) {
        problems.add(
            at(
                wrong("every item of `" + name + "` must be a map"),
                Values.place(entry).or(() -> place)));
      }
    }
  }

  private void texts(Field field, String name, Value value, Optional<SourcePosition> place) {
    if (value instanceof Value.Scalar) {
      return;
    }
    if (!(value instanceof Value.Sequence sequence)) {
      mustBe(name, field.type(), place);
      return;
    }
    for (Value item : sequence.items()) {
      if (item instanceof Value.Mapping || item instanceof Value.Sequence || isNull(item)) {
        problems.add(
            at(
                wrong("every item of `" + name + "` must be a text"),
                Values.place(item).or(() -> place)));
      }
    }
  }

  private void scalar(Field field, String name, Value value, Optional<SourcePosition> place) {
    if (!(value instanceof Value.Scalar scalar) || !fits(field.type(), scalar)) {
      mustBe(name, field.type(), place);
      return;
    }
    if (!field.allowed().isEmpty() && !field.allowed().contains(scalar.text())) {
      String allowed = "`" + String.join("`, `", field.allowed()) + "`";
      Diagnostic diagnostic =
          wrong("`" + name + "` must be one of " + allowed + ", not `" + scalar.text() + "`");
      Optional<String> nearest = Suggestion.nearest(scalar.text(), field.allowed());
      problems.add(at(suggest(diagnostic, nearest), place));
    }
  }

  private static boolean fits(FieldType type, Value.Scalar scalar) {
    Object data = scalar.data().orElse("");
    String text = scalar.text();
    return switch (type) {
      case INTEGER -> isWhole(text);
      case NUMBER -> isNumber(text);
      case BOOLEAN -> data instanceof Boolean || text.equals("true") || text.equals("false");
      case DURATION -> Durations.parse(text).isPresent();
      default -> true;
    };
  }

  private static boolean isWhole(String text) {
    try {
      new BigInteger(text.length() > 100 ? "" : text);
      return true;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text.length() > 100 ? "" : text);
      return true;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  private void unknown(Schema schema, String key, Optional<SourcePosition> place) {
    Diagnostic diagnostic =
        Diagnostic.error("unknown-key", "`" + key + "` is no key of " + schema.name());
    Optional<String> nearest = Suggestion.nearest(key, schema.keys());
    if (nearest.isEmpty()) {
      diagnostic = diagnostic.detail("known keys: " + String.join(", ", schema.keys()));
    }
    problems.add(at(suggest(diagnostic, nearest), place));
  }

  private void mustBe(String name, FieldType type, Optional<SourcePosition> place) {
    problems.add(at(wrong("`" + name + "` must be " + article(type.words())), place));
  }

  private static String article(String words) {
    if (words.startsWith("true") || words.startsWith("any")) {
      return words;
    }
    return (words.startsWith("i") ? "an " : "a ") + words;
  }

  private static Diagnostic wrong(String summary) {
    return Diagnostic.error("wrong-type", summary);
  }

  private static Diagnostic suggest(Diagnostic diagnostic, Optional<String> nearest) {
    return nearest.map(name -> diagnostic.hint("Did you mean `" + name + "`?")).orElse(diagnostic);
  }

  private static Diagnostic at(Diagnostic diagnostic, Optional<SourcePosition> place) {
    return place.map(diagnostic::at).orElse(diagnostic);
  }

  private static Optional<YamlNode.Mapping> mapping(Optional<YamlNode> node) {
    return node.filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
  }

  private static Optional<SourcePosition> keyPlace(Optional<YamlNode.Mapping> node, String key) {
    return node.map(n -> n.entries().get(key)).map(YamlNode.Entry::keyPosition);
  }

  private static boolean isNull(Value value) {
    return value instanceof Value.Scalar scalar && scalar.data().isEmpty();
  }
}
