package io.deployctl.core.yaml;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValuePath;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One document of a YAML stream.
 *
 * @param root its node; a null scalar where the document is empty
 * @param position where it begins
 */
public record YamlDocument(YamlNode root, SourcePosition position) {
  /** Refuses nulls. */
  public YamlDocument {
    requireNonNull(root, "root is null");
    requireNonNull(position, "position is null");
  }

  /** Returns whether there is nothing in it, or an explicit null. */
  public boolean isEmpty() {
    return root instanceof YamlNode.Scalar scalar && scalar.data().isEmpty();
  }

  /** Returns the document as {@link YamlNode#toTree()} does. */
  public Object toTree() {
    return root.toTree();
  }

  /** Returns where each node stands, by its path from the root, parents before their children. */
  public Map<ValuePath, SourcePosition> positions() {
    Map<ValuePath, SourcePosition> positions = new LinkedHashMap<>();
    collect(root, ValuePath.ROOT, positions);
    return positions;
  }

  private static void collect(
      YamlNode node, ValuePath path, Map<ValuePath, SourcePosition> positions) {
    positions.put(path, node.position());
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach((key, e) -> collect(e.value(), path.child(key), positions));
    } else if (node instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(sequence.items().get(i), path.child(Integer.toString(i)), positions);
      }
    }
  }
}
