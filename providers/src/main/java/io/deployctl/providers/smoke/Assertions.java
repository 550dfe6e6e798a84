package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.schema.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares an answer with what is expected: every difference with both sides. What is expected is
 * shown as the scenario writes it, with the names of variables and not with what they stand for.
 */
final class Assertions {
  private static final int SHOWN = 200;

  private final Answer answer;
  private final Substitution substitution;
  private final List<String> differences = new ArrayList<>();

  private Assertions(Answer answer, Substitution substitution) {
    this.answer = answer;
    this.substitution = substitution;
  }

  /** Returns every difference in words; none where the answer is as expected. */
  static List<String> differences(
      Scenario.Expected expected, Answer answer, Substitution substitution) {
    Assertions assertions = new Assertions(answer, substitution);
    assertions.compare(expected);
    return List.copyOf(assertions.differences);
  }

  /** Returns the text as one line of bounded length. */
  static String brief(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    if (line.isEmpty()) {
      return "nothing";
    }
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private void compare(Scenario.Expected expected) {
    if (!expected.statuses().contains(answer.status())) {
      differ(
          "status",
          words(expected.statuses()),
          answer.status() + location() + (answer.body().isBlank() ? "" : ": " + answer.body()));
    }
    expected.headers().forEach(this::header);
    expected.json().ifPresent(this::json);
    for (String text : expected.contains()) {
      if (!answer.body().contains(substitution.apply(text))) {
        differ("body", "to contain `" + text + "`", answer.body());
      }
    }
    expected.matches().ifPresent(this::matches);
    expected
        .maxTime()
        .filter(limit -> answer.took().compareTo(limit) > 0)
        .ifPresent(
            limit ->
                differ(
                    "time", "at most " + Durations.format(limit), Durations.format(answer.took())));
  }

  private String location() {
    return answer.status() / 100 == 3
        ? answer.header("location").map(to -> " to " + to + " (not followed)").orElse("")
        : "";
  }

  private void header(String name, String text) {
    Optional<String> actual = answer.header(name);
    if (actual.filter(value -> value.contains(substitution.apply(text))).isEmpty()) {
      differ("header " + name, "to contain `" + text + "`", actual.orElse("no such header"));
    }
  }

  private void json(JsonNode wanted) {
    Optional<JsonNode> actual = answer.json();
    if (actual.isEmpty()) {
      differ("body", "JSON", answer.body());
      return;
    }
    subset("$", wanted, actual.get());
  }

  /** Objects may have more keys than wanted; lists must be as long and in the same order. */
  private void subset(String path, JsonNode wanted, JsonNode actual) {
    if (wanted.isObject() && actual.isObject()) {
      for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
        subset(path + "." + entry.getKey(), entry.getValue(), actual.path(entry.getKey()));
      }
      return;
    }
    if (wanted.isArray() && actual.isArray() && wanted.size() == actual.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        subset(path + "[" + i + "]", wanted.get(i), actual.get(i));
      }
      return;
    }
    if (wanted.isArray() && actual.isArray()) {
      differ(path, wanted.size() + " items", actual.size() + " items");
    } else if (!same(wanted, actual)) {
      differ(path, wanted.toString(), actual.isMissingNode() ? "nothing" : actual.toString());
    }
  }

  /** A text with a name in it is compared as text, whatever type the captured value had. */
  private boolean same(JsonNode wanted, JsonNode actual) {
    if (wanted.isNumber() && actual.isNumber()) {
      boolean whole = wanted.isIntegralNumber() && actual.isIntegralNumber();
      return whole
          ? wanted.bigIntegerValue().equals(actual.bigIntegerValue())
          : Double.compare(wanted.doubleValue(), actual.doubleValue()) == 0;
    }
    if (wanted.isTextual() && !Substitution.names(wanted.asText()).isEmpty()) {
      return actual.isValueNode()
          && !actual.isNull()
          && substitution.apply(wanted.asText()).equals(actual.asText());
    }
    return substitution.apply(wanted).equals(actual);
  }

  private void matches(Pattern pattern) {
    try {
      if (BoundedMatch.find(pattern, answer.body()).isEmpty()) {
        differ("body", "to match `" + pattern.pattern() + "`", answer.body());
      }
    } catch (ExpressionTooSlow slow) {
      differences.add("body: " + slow.getMessage());
    }
  }

  private void differ(String what, String wanted, String actual) {
    differences.add(what + ": expected " + wanted + ", got " + actual);
  }

  private static String words(List<Integer> statuses) {
    return String.join(" or ", statuses.stream().map(String::valueOf).toList());
  }
}
