package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.schema.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares an answer with what is expected: every difference with both sides. */
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

  private void compare(Scenario.Expected expected) {
    if (!expected.statuses().contains(answer.status())) {
      differ("status", words(expected.statuses()), String.valueOf(answer.status()));
    }
    expected.headers().forEach(this::header);
    expected.json().ifPresent(this::json);
    for (String text : expected.contains()) {
      String wanted = substitution.apply(text);
      if (!answer.body().contains(wanted)) {
        differ("body", "to contain `" + wanted + "`", brief(answer.body()));
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

  private void header(String name, String text) {
    String wanted = substitution.apply(text);
    Optional<String> actual = answer.header(name);
    if (actual.filter(value -> value.contains(wanted)).isEmpty()) {
      differ("header " + name, "to contain `" + wanted + "`", actual.orElse("no such header"));
    }
  }

  private void json(JsonNode wanted) {
    Optional<JsonNode> actual = answer.json();
    if (actual.isEmpty()) {
      differ("body", "JSON", brief(answer.body()));
      return;
    }
    subset("$", substitution.apply(wanted), actual.get());
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
    if (!same(wanted, actual)) {
      differ(path, wanted.toString(), actual.isMissingNode() ? "nothing" : actual.toString());
    }
  }

  private static boolean same(JsonNode wanted, JsonNode actual) {
    if (wanted.isNumber() && actual.isNumber()) {
      return wanted.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return wanted.equals(actual);
  }

  private void matches(Pattern pattern) {
    if (!pattern.matcher(answer.body()).matches()) {
      differ("body", "to match `" + pattern.pattern() + "`", brief(answer.body()));
    }
  }

  private void differ(String what, String wanted, String actual) {
    differences.add(what + ": expected " + wanted + ", got " + brief(actual));
  }

  private static String words(List<Integer> statuses) {
    return String.join(" or ", statuses.stream().map(String::valueOf).toList());
  }

  private static String brief(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "nothing";
    }
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
