package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * The scalars and empty collections of one document.
 *
 * @param values what each is; a place holder for an empty collection
 * @param places where each stands
 */
record Leaves(Map<ValuePath, Optional<Object>> values, Map<ValuePath, SourcePosition> places) {
  private static final List<ValuePath> IDENTITY =
      List.of(
          ValuePath.parse("apiVersion"),
          ValuePath.parse("kind"),
          ValuePath.parse("metadata.name"),
          ValuePath.parse("metadata.namespace"));

  /** Returns a document's leaves. */
  static Leaves of(YamlDocument document) {
    Leaves leaves = new Leaves(new LinkedHashMap<>(), new LinkedHashMap<>());
    leaves.collect(document.root(), ValuePath.ROOT);
    return leaves;
  }

  /** Returns the offsets at which anything of the documents begins: keys, values, items. */
  static NavigableSet<Integer> starts(
      List<YamlDocument> documents, ToIntFunction<SourcePosition> offset) {
    NavigableSet<Integer> starts = new TreeSet<>();
    documents.forEach(document -> collectStarts(document.root(), offset, starts));
    return starts;
  }

  /** Returns whether the leaf is part of what tells which object this is. */
  static boolean isIdentity(ValuePath path) {
    return IDENTITY.contains(path);
  }

  /** Returns whether both are the same object: kind, namespace and name. */
  boolean isSameObject(Leaves other) {
    return IDENTITY.stream()
        .allMatch(path -> Objects.equals(values.get(path), other.values.get(path)));
  }

  /** Returns whether both have the same leaves, whatever their values. */
  boolean isSameShape(Leaves other) {
    return values.keySet().equals(other.values.keySet());
  }

  /** Returns whether the leaf is not there, or another, on the other side. */
  boolean differs(ValuePath path, Leaves other) {
    return !Objects.equals(values.get(path), other.values.get(path));
  }

  private void collect(YamlNode node, ValuePath path) {
    if (node instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()) {
      mapping.entries().forEach((key, entry) -> collect(entry.value(), path.child(key)));
      return;
    }
    if (node instanceof YamlNode.Sequence sequence && !sequence.items().isEmpty()) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(sequence.items().get(i), path.child(Integer.toString(i)));
      }
      return;
    }
    places.put(path, node.position());
    values.put(
        path, node instanceof YamlNode.Scalar scalar ? scalar.data() : Optional.of(node.toTree()));
  }

  private static void collectStarts(
      YamlNode node, ToIntFunction<SourcePosition> offset, NavigableSet<Integer> starts) {
    starts.add(offset.applyAsInt(node.position()));
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries().values()) {
        starts.add(offset.applyAsInt(entry.keyPosition()));
        collectStarts(entry.value(), offset, starts);
      }
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> collectStarts(item, offset, starts));
    }
  }
}
