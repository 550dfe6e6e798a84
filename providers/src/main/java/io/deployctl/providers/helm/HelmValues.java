package io.deployctl.providers.helm;

import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The values of a release, merged over all sources: maps merge, lists replace. It remembers which
 * leaves are secret and which wait for outputs. Holds secrets in the open. For one thread.
 */
final class HelmValues {
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Set<ValuePath> sensitive = new LinkedHashSet<>();
  private final Map<ValuePath, Set<StepOutputRef>> waiting = new HashMap<>();
  private final Map<ValuePath, Set<Origin>> origins = new LinkedHashMap<>();

  /** Puts a source over what is there. */
  void merge(
      Map<String, Object> over,
      Set<ValuePath> overSensitive,
      Map<ValuePath, Set<StepOutputRef>> overWaiting) {
    mergeInto(tree, over, ValuePath.ROOT);
    sensitive.addAll(overSensitive);
    waiting.putAll(overWaiting);
  }

  /** Puts a source over what is there, of which it is known where each leaf comes from. */
  void merge(
      Map<String, Object> over,
      Set<ValuePath> overSensitive,
      Map<ValuePath, Set<StepOutputRef>> overWaiting,
      Map<ValuePath, Set<Origin>> overOrigins) {
    merge(over, overSensitive, overWaiting);
    origins.putAll(overOrigins);
  }

  /** Returns every leaf with where it comes from; nothing where that is not known. */
  Map<ValuePath, Set<Origin>> origins() {
    Map<ValuePath, Set<Origin>> found = new LinkedHashMap<>();
    replaced(
        (path, leaf) -> {
          found.put(path, origin(path));
          return leaf;
        });
    return found;
  }

  private Set<Origin> origin(ValuePath path) {
    for (int length = path.segments().size(); length > 0; length--) {
      Set<Origin> known = origins.get(new ValuePath(path.segments().subList(0, length)));
      if (known != null) {
        return known;
      }
    }
    return Set.of();
  }

  /** Returns the merged tree. */
  Map<String, Object> tree() {
    return tree;
  }

  /** Returns whether any leaf is secret. */
  boolean hasSecrets() {
    return !sensitive.isEmpty();
  }

  /** Returns all outputs that some leaf waits for. */
  Set<StepOutputRef> waitsOn() {
    Set<StepOutputRef> all = new LinkedHashSet<>();
    waiting.values().forEach(all::addAll);
    return all;
  }

  /** Returns the tree with every secret replaced by another text of the same length and letters. */
  Map<String, Object> withCanaries() {
    return replaced(
        (path, leaf) ->
            isBelow(path, sensitive) && leaf != null ? Canary.of(leaf.toString()) : leaf);
  }

  /** Returns the tree with both replaced: secrets, and what is not known yet. */
  Map<String, Object> withCanariesAnd(Object standIn) {
    return replaced(
        (path, leaf) -> {
          if (isBelow(path, waiting.keySet())) {
            return standIn;
          }
          return isBelow(path, sensitive) && leaf != null ? Canary.of(leaf.toString()) : leaf;
        });
  }

  /** Returns the tree with every leaf that is not known yet replaced. */
  Map<String, Object> withStandIns(Object standIn) {
    return replaced((path, leaf) -> isBelow(path, waiting.keySet()) ? standIn : leaf);
  }

  /** Returns the texts of all secret leaves. */
  List<String> secretTexts() {
    List<String> texts = new ArrayList<>();
    replaced(
        (path, leaf) -> {
          if (isBelow(path, sensitive) && leaf != null) {
            texts.add(leaf.toString());
          }
          return leaf;
        });
    return texts;
  }

  private void mergeInto(Map<String, Object> into, Map<String, Object> over, ValuePath at) {
    over.forEach(
        (key, value) -> {
          ValuePath path = at.child(key);
          if (value instanceof Map<?, ?> more && into.get(key) instanceof Map<?, ?> there) {
            Map<String, Object> merged = copy(there);
            mergeInto(merged, copy(more), path);
            into.put(key, merged);
          } else {
            sensitive.removeIf(known -> startsWith(known, path));
            waiting.keySet().removeIf(known -> startsWith(known, path));
            origins.keySet().removeIf(known -> startsWith(known, path));
            into.put(key, value);
          }
        });
  }

  private Map<String, Object> replaced(BiFunction<ValuePath, Object, Object> leaf) {
    return copy((Map<?, ?>) replace(tree, ValuePath.ROOT, leaf));
  }

  private static Object replace(
      Object node, ValuePath path, BiFunction<ValuePath, Object, Object> leaf) {
    if (node instanceof Map<?, ?> map && !map.isEmpty()) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, value) ->
              copy.put(key.toString(), replace(value, path.child(key.toString()), leaf)));
      return copy;
    }
    if (node instanceof List<?> list && !list.isEmpty()) {
      List<Object> copy = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        copy.add(replace(list.get(i), path.child(Integer.toString(i)), leaf));
      }
      return copy;
    }
    return leaf.apply(path, node);
  }

  private static boolean isBelow(ValuePath path, Set<ValuePath> roots) {
    return roots.stream().anyMatch(root -> startsWith(path, root));
  }

  private static boolean startsWith(ValuePath path, ValuePath root) {
    int length = root.segments().size();
    return path.segments().size() >= length
        && path.segments().subList(0, length).equals(root.segments());
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key.toString(), value));
    return copy;
  }

  @Override
  public String toString() {
    return "values of " + tree.size() + " keys";
  }
}
