package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A map of a scenario; collects what is wrong with it instead of stopping at the first problem. */
final class ScenarioNode {
  private final YamlNode.Mapping mapping;
  private final Diagnostics problems;

  ScenarioNode(YamlNode node, Diagnostics problems) {
    this.problems = problems;
    if (node instanceof YamlNode.Mapping map) {
      this.mapping = map;
      return;
    }
    this.mapping = new YamlNode.Mapping(Map.of(), node.position());
    problem("a map is expected here");
  }

  SourcePosition position() {
    return mapping.position();
  }

  void problem(String summary) {
    problemAt(mapping.position(), summary, Optional.empty());
  }

  /** Reports a problem at the key's value; at the map where there is none. */
  void problem(String key, String summary) {
    problemAt(positionOf(key), summary, Optional.empty());
  }

  void problemAt(SourcePosition position, String summary, Optional<String> hint) {
    Diagnostic diagnostic = Diagnostic.error("invalid-scenario", summary).at(position);
    problems.add(hint.map(diagnostic::hint).orElse(diagnostic));
  }

  /** Reports every key that is not among the given ones. */
  ScenarioNode allowing(String... keys) {
    List<String> allowed = List.of(keys);
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!allowed.contains(key)) {
                problemAt(
                    entry.keyPosition(),
                    "unknown key `" + key + "`",
                    Suggestion.nearest(key, allowed)
                        .map(nearest -> "did you mean `" + nearest + "`?")
                        .or(() -> Optional.of("known keys: " + String.join(", ", allowed))));
              }
            });
    return this;
  }

  boolean has(String key) {
    return mapping.find(key).isPresent();
  }

  Optional<Object> tree(String key) {
    return mapping.find(key).map(YamlNode::toTree);
  }

  Optional<String> text(String key) {
    return mapping.find(key).flatMap(this::text);
  }

  String required(String key) {
    Optional<String> text = text(key);
    if (!has(key)) {
      problem("`" + key + "` is missing");
    }
    return text.orElse("");
  }

  /** Returns the texts of a list; a single one counts as a list. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      text(item).ifPresent(texts::add);
    }
    return texts;
  }

  /** Returns the whole numbers of a list within the bounds; a single one counts as a list. */
  List<Integer> integers(String key, int least, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlNode.Scalar scalar
          && scalar.data().orElse("") instanceof Integer number
          && number >= least
          && number <= most) {
        numbers.add(number);
      } else {
        problemAt(
            item.position(),
            "`%s` must be a whole number from %d to %d".formatted(key, least, most),
            Optional.empty());
      }
    }
    return numbers;
  }

  Optional<Duration> duration(String key) {
    Optional<String> text = text(key);
    Optional<Duration> duration = text.flatMap(Durations::parse);
    if (text.isPresent() && duration.isEmpty()) {
      problem(
          key, "`" + key + "` must be a duration such as 500ms or 30s, not `" + text.get() + "`");
    }
    return duration;
  }

  /** Returns the map under the key; an empty one where there is none. */
  ScenarioNode map(String key) {
    return new ScenarioNode(
        mapping.find(key).orElse(new YamlNode.Mapping(Map.of(), mapping.position())), problems);
  }

  /** Returns the maps of a list. */
  List<ScenarioNode> list(String key) {
    Optional<YamlNode> node = mapping.find(key);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Sequence)) {
      problem(key, "`" + key + "` must be a list");
      return List.of();
    }
    return items(key).stream().map(item -> new ScenarioNode(item, problems)).toList();
  }

  /** Returns this map's values as texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> text(entry.value()).ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /** Gives every single value under the key, at any depth, to the consumer. */
  void eachScalar(String key, Consumer<YamlNode.Scalar> consumer) {
    mapping.find(key).ifPresent(node -> eachScalar(node, consumer));
  }

  private static void eachScalar(YamlNode node, Consumer<YamlNode.Scalar> consumer) {
    if (node instanceof YamlNode.Scalar scalar) {
      consumer.accept(scalar);
    } else if (node instanceof YamlNode.Mapping map) {
      map.entries().values().forEach(entry -> eachScalar(entry.value(), consumer));
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> eachScalar(item, consumer));
    }
  }

  private SourcePosition positionOf(String key) {
    return mapping.find(key).map(YamlNode::position).orElse(mapping.position());
  }

  private List<YamlNode> items(String key) {
    Optional<YamlNode> node = mapping.find(key);
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    return node.map(List::of).orElse(List.of());
  }

  private Optional<String> text(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    problemAt(node.position(), "a single value is expected here", Optional.empty());
    return Optional.empty();
  }
}
