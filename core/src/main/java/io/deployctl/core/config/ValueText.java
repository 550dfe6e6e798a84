package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.Origin;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the text of a variable, a flag or a line of a {@code .env} file into a value: of the type
 * of the value that it overrides, or of YAML's own where there is none.
 */
final class ValueText {
  private final String source;
  private final Origin origin;
  private final boolean template;

  /**
   * Makes one for a source.
   *
   * @param source how messages name it: {@code ECAP_DEBUG}
   * @param template whether interpolation applies to the text
   */
  ValueText(String source, Origin origin, boolean template) {
    this.source = source;
    this.origin = origin;
    this.template = template;
  }

  /**
   * Returns the value.
   *
   * @param overridden what it overrides, if there is something
   * @throws DeployctlException when the text does not parse; the message never holds the text
   */
  Raw convert(String text, Optional<Raw> overridden) {
    if (overridden.isEmpty()) {
      return own(text);
    }
    if (overridden.get() instanceof Raw.Sequence sequence) {
      return list(text, sequence);
    }
    if (overridden.get() instanceof Raw.Mapping) {
      Raw map = own(text);
      if (map instanceof Raw.Mapping || isNull(map)) {
        return map;
      }
      throw refuse("a map, written {key: value}");
    }
    return scalar(text, (Raw.Scalar) overridden.get());
  }

  /** Returns the text as YAML's own type: collections in brackets, else a scalar. */
  Raw own(String text) {
    if (text.startsWith("[") || text.startsWith("{")) {
      return flow(text);
    }
    return new Raw.Scalar(ownScalar(text), template, false, false, origin);
  }

  private static Optional<Object> ownScalar(String text) {
    Optional<Object> data = YamlSchema.CORE.plain(text);
    if (data.isEmpty() || data.get() instanceof Boolean) {
      return data;
    }
    // A number only if it is written as it was given: a tag 0123 or 12e4 stays what it is.
    if (data.get() instanceof Number number) {
      Object exact = number instanceof Double ? decimal(text).orElse(text) : whole(number);
      return Optional.of(exact.toString().equals(text) ? exact : text);
    }
    return Optional.of(text);
  }

  private Raw scalar(String text, Raw.Scalar overridden) {
    if (overridden.isNull()) {
      return own(text);
    }
    Object data = overridden.data().get();
    if (data instanceof String existing) {
      return isReference(overridden, existing) ? own(text) : literal(text);
    }
    if (text.equals("null") || text.equals("~")) {
      return new Raw.Scalar(Optional.empty(), false, false, false, origin);
    }
    if (data instanceof Boolean) {
      if (text.equals("true") || text.equals("false")) {
        return literal(text.equals("true"));
      }
      throw refuse("true or false");
    }
    if (data instanceof Long || data instanceof BigInteger) {
      return literal(integer(text));
    }
    return literal(decimal(text).orElseThrow(() -> refuse("a number")));
  }

  private Raw list(String text, Raw.Sequence overridden) {
    if (text.startsWith("[") || text.equals("null") || text.equals("~")) {
      Raw list = own(text);
      if (list instanceof Raw.Sequence || isNull(list)) {
        return list;
      }
      throw refuse("a list");
    }
    List<Raw> items = new ArrayList<>();
    Optional<Raw> first = overridden.items().stream().findFirst();
    for (String item : text.isBlank() ? new String[0] : text.split(",", -1)) {
      items.add(convert(item.strip(), first.filter(Raw.Scalar.class::isInstance)));
    }
    return new Raw.Sequence(items, origin);
  }

  private Raw flow(String text) {
    try {
      List<YamlDocument> documents =
          YamlReader.read(source, text.getBytes(StandardCharsets.UTF_8), YamlSchema.CORE);
      YamlNode root = documents.get(0).root();
      if (documents.size() == 1 && !(root instanceof YamlNode.Scalar)) {
        return adopt(RawValues.of(root, source, template));
      }
    } catch (DeployctlException syntax) {
      throw refuse("a YAML list or map, and its brackets or quotes are not");
    }
    throw refuse("a single YAML list or map");
  }

  private Raw adopt(Raw raw) {
    if (raw instanceof Raw.Mapping mapping) {
      java.util.Map<String, Raw> entries = new java.util.LinkedHashMap<>();
      mapping.entries().forEach((key, value) -> entries.put(key, adopt(value)));
      return new Raw.Mapping(entries, origin);
    }
    if (raw instanceof Raw.Sequence sequence) {
      return new Raw.Sequence(sequence.items().stream().map(this::adopt).toList(), origin);
    }
    return new Raw.Scalar(((Raw.Scalar) raw).data(), template, false, false, origin);
  }

  private Object integer(String text) {
    try {
      return whole(new BigInteger(text.length() > 100 ? "" : text));
    } catch (NumberFormatException none) {
      throw refuse("a whole number");
    }
  }

  private static Object whole(Number number) {
    if (number instanceof BigInteger large) {
      return large.bitLength() < Long.SIZE ? (Object) large.longValue() : large;
    }
    return number.longValue();
  }

  private static Optional<Object> decimal(String text) {
    try {
      return text.length() > 100 ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static boolean isReference(Raw.Scalar scalar, String text) {
    if (!scalar.template() || !text.contains("${")) {
      return false;
    }
    List<Template.Part> parts = Template.parse(text).parts();
    return parts.size() == 1
        && (parts.get(0) instanceof Template.ValueReference
            || parts.get(0) instanceof Template.OutputReference);
  }

  private static boolean isNull(Raw raw) {
    return raw instanceof Raw.Scalar scalar && scalar.isNull();
  }

  private Raw literal(Object data) {
    return new Raw.Scalar(Optional.of(data), template, false, false, origin);
  }

  private DeployctlException refuse(String wanted) {
    Diagnostic diagnostic =
        Diagnostic.error("invalid-override", source + " must be " + wanted)
            .hint("It takes the type of the value that it overrides");
    return DeployctlException.invalid(
        origin instanceof Origin.Layer layer ? diagnostic.at(layer.position()) : diagnostic);
  }
}
