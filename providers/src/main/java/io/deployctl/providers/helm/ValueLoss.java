package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.value.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that somebody set on a release and that an upgrade with the project's values loses or
 * changes. Anything in values can be a secret, so they are shown by path and type only.
 */
final class ValueLoss {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORTEST = 4;

  private final JsonNode defaults;
  private final List<FieldChange> changes = new ArrayList<>();
  private final Set<String> texts = new HashSet<>();

  private ValueLoss(JsonNode defaults) {
    this.defaults = defaults;
  }

  /** Returns what of the revision's own values is not in the given ones. */
  static List<FieldChange> of(HelmRevision revision, Map<String, Object> values) {
    return List.copyOf(found(revision, values).changes);
  }

  /**
   * Returns the texts of these values, but for those so short that they would be found everywhere.
   * Where a chart puts them in an object, they are not shown either.
   */
  static Set<String> texts(HelmRevision revision, Map<String, Object> values) {
    return Set.copyOf(found(revision, values).texts);
  }

  private static ValueLoss found(HelmRevision revision, Map<String, Object> values) {
    ValueLoss loss = new ValueLoss(revision.release().path("chart").path("values"));
    loss.compare("", revision.release().path("config"), JSON.valueToTree(values), loss.defaults);
    return loss;
  }

  private void compare(String path, JsonNode set, JsonNode wanted, JsonNode usual) {
    if (set.isObject() && (wanted.isObject() || wanted.isMissingNode())) {
      set.properties()
          .forEach(
              entry -> {
                String key = entry.getKey();
                String below = path.isEmpty() ? key : path + "." + key;
                compare(below, entry.getValue(), wanted.path(key), usual.path(key));
              });
      return;
    }
    // A value that is the chart's own comes back by itself.
    boolean lost = wanted.isMissingNode() && !set.equals(usual);
    boolean changed = !wanted.isMissingNode() && !isSame(set, wanted);
    if (lost || changed) {
      addTexts(set);
      Optional<Leaf> after =
          changed
              ? Optional.of(Leaf.Literal.of("the project's " + type(wanted)))
              : Optional.empty();
      changes.add(
          new FieldChange(
              "value " + path,
              Optional.of(Leaf.Literal.of(type(set) + " set by hand")),
              after,
              Optional.empty()));
    }
  }

  private void addTexts(JsonNode value) {
    if (value.isContainerNode()) {
      value.forEach(this::addTexts);
    } else if (!value.isBoolean() && value.asText().length() >= SHORTEST) {
      texts.add(value.asText());
    }
  }

  /**
   * A number can come as text through {@code --set-string}, and the chart may see no difference.
   */
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.equals(other)
        || (one.isNumber() && other.isNumber() && one.asDouble() == other.asDouble());
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "list";
      case OBJECT -> "map";
      case NULL -> "null";
      default -> "text";
    };
  }
}
