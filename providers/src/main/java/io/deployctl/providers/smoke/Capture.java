package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Something to be kept of an answer, under a name. */
sealed interface Capture {
  /**
   * Returns what is kept of the answer, or empty where it has none of it.
   *
   * @throws ExpressionTooSlow when an expression takes too long on this answer
   */
  Optional<JsonNode> from(Answer answer);

  /** Returns the capture as the scenario writes it. */
  String describe();

  /**
   * A value of a JSON body, with its type.
   *
   * @param path where it stands
   * @param text the path as it is written
   */
  record Json(JsonPath path, String text) implements Capture {
    @Override
    public Optional<JsonNode> from(Answer answer) {
      return answer.json().flatMap(path::find);
    }

    @Override
    public String describe() {
      return "json:" + text;
    }
  }

  /**
   * A header.
   *
   * @param name its name
   */
  record Header(String name) implements Capture {
    @Override
    public Optional<JsonNode> from(Answer answer) {
      return answer.header(name).map(TextNode::valueOf);
    }

    @Override
    public String describe() {
      return "header:" + name;
    }
  }

  /**
   * The first group of an expression, or all that it matches where it has no group.
   *
   * @param pattern what is searched for in the body
   */
  record Regex(Pattern pattern) implements Capture {
    @Override
    public Optional<JsonNode> from(Answer answer) {
      return BoundedMatch.find(pattern, answer.body())
          .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
          .map(TextNode::valueOf);
    }

    @Override
    public String describe() {
      return "regex:" + pattern.pattern();
    }
  }
}
