package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compares two trees of one object, leaf by leaf. */
final class FieldDiff {
  private final Predicate<FieldPath> ignored;
  private final List<Difference> found = new ArrayList<>();

  private FieldDiff(Predicate<FieldPath> ignored) {
    this.ignored = ignored;
  }

  /**
   * A leaf that differs.
   *
   * @param path where
   * @param before what it was; a missing node where there was none
   * @param after what it is; a missing node where there is none
   */
  record Difference(FieldPath path, JsonNode before, JsonNode after) {}

  /** Returns the leaves that differ, but for the ignored ones. */
  static List<Difference> compare(JsonNode before, JsonNode after, Predicate<FieldPath> ignored) {
    FieldDiff diff = new FieldDiff(ignored);
    diff.visit(FieldPath.ROOT, before, after);
    return diff.found;
  }

  /** Returns all leaves of a tree. */
  static List<Difference> leaves(JsonNode tree) {
    return compare(MissingNode.getInstance(), tree, path -> false);
  }

  private void visit(FieldPath path, JsonNode before, JsonNode after) {
    if (ignored.test(path) || before.equals(after)) {
      return;
    }
    if (isMap(before, after)) {
      keys(before, after).forEach(key -> visit(path.key(key), before.path(key), after.path(key)));
    } else if (isList(before, after)) {
      visitItems(path, before, after);
    } else if (before.isContainerNode() && !before.isEmpty()) {
      // One is a collection, the other is not.
      visit(path, before, MissingNode.getInstance());
      visit(path, MissingNode.getInstance(), after);
    } else if (after.isContainerNode() && !after.isEmpty()) {
      visit(path, MissingNode.getInstance(), after);
    } else if (!Trees.isSame(before, after)) {
      found.add(new Difference(path, before, after));
    }
  }

  private void visitItems(FieldPath path, JsonNode before, JsonNode after) {
    Optional<String> key = ListKeys.keyOf(before, after);
    if (key.isEmpty()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        JsonNode item = i < after.size() ? after.get(i) : before.get(i);
        visit(path.item(key, i, item), before.path(i), after.path(i));
      }
      return;
    }
    Map<String, JsonNode> mine = byKey(before, key.get());
    Map<String, JsonNode> theirs = byKey(after, key.get());
    int differences = found.size();
    Set<String> labels = new LinkedHashSet<>(mine.keySet());
    labels.addAll(theirs.keySet());
    for (String label : labels) {
      JsonNode one = mine.getOrDefault(label, MissingNode.getInstance());
      JsonNode other = theirs.getOrDefault(label, MissingNode.getInstance());
      visit(path.item(key, 0, other.isMissingNode() ? one : other), one, other);
    }
    List<String> orderBefore = List.copyOf(mine.keySet());
    List<String> orderAfter = List.copyOf(theirs.keySet());
    if (found.size() == differences
        && mine.keySet().equals(theirs.keySet())
        && !orderBefore.equals(orderAfter)) {
      found.add(new Difference(path, order(orderBefore), order(orderAfter)));
    }
  }

  private static JsonNode order(List<String> labels) {
    return Trees.object().textNode("order: " + String.join(", ", labels));
  }

  private static Map<String, JsonNode> byKey(JsonNode list, String key) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    list.forEach(item -> items.put(item.path(key).asText(), item));
    return items;
  }

  private static Set<String> keys(JsonNode before, JsonNode after) {
    Set<String> keys = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    after.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static boolean isMap(JsonNode before, JsonNode after) {
    return (before.isObject() && after.isObject())
        || (before.isMissingNode() && after.isObject() && !after.isEmpty())
        || (before.isObject() && !before.isEmpty() && after.isMissingNode());
  }

  private static boolean isList(JsonNode before, JsonNode after) {
    return (before.isArray() && after.isArray())
        || (before.isMissingNode() && after.isArray() && !after.isEmpty())
        || (before.isArray() && !before.isEmpty() && after.isMissingNode());
  }
}
