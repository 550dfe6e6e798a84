package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns scalars into ours: plain ones by the schema's rules, tagged ones by their tag. */
final class ScalarConverter {
  private final ScalarRules rules;
  private final List<Diagnostic> problems;

  ScalarConverter(ScalarRules rules, List<Diagnostic> problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /** Returns a value's scalar. */
  YamlNode.Scalar convert(ScalarNode node, SourcePosition position) {
    YamlNode.Scalar scalar = key(node, position);
    boolean finite = !(scalar.data().orElse(0) instanceof Double number) || Double.isFinite(number);
    if (!finite && rules.ignoresUnknownTags()) {
      problems.add(
          Diagnostic.error("yaml-number", "`" + node.getValue() + "` is no number that JSON has")
              .at(position)
              .hint("Quote it if a text is meant"));
    }
    return scalar;
  }

  /** Returns a key's scalar, which may be what no value may: an infinite number. */
  YamlNode.Scalar key(ScalarNode node, SourcePosition position) {
    String text = node.getValue();
    boolean plain = node.getTag().equals(ExplicitTags.PLAIN);
    Optional<Object> data = plain ? rules.plain(text) : tagged(node, position);
    return new YamlNode.Scalar(data, text, plain, position);
  }

  private Optional<Object> tagged(ScalarNode node, SourcePosition position) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.STR)) {
      return Optional.of(text);
    }
    if (tag.equals(Tag.BINARY) && rules.ignoresUnknownTags()) {
      return binary(text, position);
    }
    if (tag.equals(Tag.BOOL) || tag.equals(Tag.INT) || tag.equals(Tag.NULL)) {
      return as(tag, rules.plain(text), text, position);
    }
    if (tag.equals(Tag.FLOAT)) {
      return as(tag, rules.plain(text), text, position);
    }
    if (!rules.ignoresUnknownTags()) {
      problems.add(
          Diagnostic.error("yaml-tag", "the tag `" + shown(tag) + "` means nothing here")
              .at(position)
              .hint("Remove the tag, or quote a text that starts with `!`"));
    }
    return Optional.of(text);
  }

  private Optional<Object> as(
      Tag tag, Optional<Object> data, String text, SourcePosition position) {
    boolean number = data.filter(Number.class::isInstance).isPresent();
    boolean whole = number && !(data.get() instanceof Double);
    boolean fits =
        tag.equals(Tag.FLOAT) && number
            || tag.equals(Tag.INT) && whole && !text.contains(".")
            || tag.equals(Tag.BOOL) && data.filter(Boolean.class::isInstance).isPresent()
            || tag.equals(Tag.NULL) && data.isEmpty();
    if (!fits) {
      problems.add(
          Diagnostic.error("yaml-tag", "`" + text + "` is no `" + shown(tag) + "`").at(position));
    }
    return data;
  }

  private Optional<Object> binary(String text, SourcePosition position) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException invalid) {
      problems.add(Diagnostic.error("yaml-tag", "`!!binary` is not valid base64").at(position));
      return Optional.of(text);
    }
  }

  private static String shown(Tag tag) {
    return tag.getValue().replace("tag:yaml.org,2002:", "!!");
  }
}
