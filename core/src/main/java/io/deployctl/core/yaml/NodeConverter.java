package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the nodes of one document into ours: resolves scalars, aliases and merge keys, finds
 * duplicate keys. A node that several aliases name is converted once and shared; what the document
 * would have without sharing is counted, so that nobody who walks it later runs into a bomb.
 */
final class NodeConverter {
  private static final String MERGE = "<<";

  private final String fileName;
  private final YamlSchema schema;
  private final List<Diagnostic> problems;
  private final ScalarConverter scalars;
  private final Map<Node, Converted> done = new IdentityHashMap<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private long written;
  private long merged;

  /**
   * @param weight how many nodes it has, itself included, counting shared ones as often as they
   *     appear
   * @param depth how deep it is nested; 0 for a scalar
   */
  private record Converted(YamlNode node, long weight, int depth) {}

  NodeConverter(String fileName, YamlSchema schema, List<Diagnostic> problems) {
    this.fileName = fileName;
    this.schema = schema;
    this.problems = problems;
    this.scalars = new ScalarConverter(schema.rules(), problems);
  }

  /** Returns the document's root. Adds what is wrong with single nodes to the problems. */
  YamlNode convert(Node root) {
    return visit(root, position(root)).node();
  }

  private Converted visit(Node node, SourcePosition use) {
    Converted known = done.get(node);
    if (known != null) {
      return known;
    }
    if (open.put(node, true) != null) {
      throw refuse("yaml-alias-loop", "an alias stands inside of what it names", use);
    }
    written++;
    Converted converted = create(node);
    // What is written is bounded already; what sharing adds to it is bounded here.
    if (converted.weight() > written + YamlReader.MAXIMUM_ALIASED_NODES) {
      throw bomb(position(node));
    }
    if (converted.depth() > schema.maximumDepth()) {
      throw refuse(
          "yaml-too-deep",
          "its aliases nest more than " + schema.maximumDepth() + " levels deep",
          position(node));
    }
    open.remove(node);
    done.put(node, converted);
    return converted;
  }

  private Converted create(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return sequence(sequence);
    }
    return new Converted(scalars.convert((ScalarNode) node, position(node)), 1, 0);
  }

  private Converted sequence(SequenceNode sequence) {
    List<YamlNode> items = new ArrayList<>(sequence.getValue().size());
    long weight = 1;
    int depth = 0;
    for (Node item : sequence.getValue()) {
      Converted converted = visit(item, position(sequence));
      items.add(converted.node());
      weight += converted.weight();
      depth = Math.max(depth, converted.depth());
    }
    return new Converted(new YamlNode.Sequence(items, position(sequence)), weight, depth + 1);
  }

  private Converted mapping(MappingNode mapping) {
    Entries entries = new Entries();
    for (NodeTuple tuple : mapping.getValue()) {
      SourcePosition keyPosition = position(tuple.getKeyNode());
      Converted value = visit(tuple.getValueNode(), keyPosition);
      entries.weight += 1 + value.weight();
      entries.depth = Math.max(entries.depth, value.depth());
      if (isMerge(tuple.getKeyNode())) {
        merge(entries, value.node(), keyPosition);
      } else {
        key(tuple.getKeyNode(), keyPosition)
            .ifPresent(key -> put(entries, key, new YamlNode.Entry(keyPosition, value.node())));
      }
    }
    written += mapping.getValue().size();
    YamlNode node = new YamlNode.Mapping(entries.all, position(mapping));
    return new Converted(node, entries.weight, entries.depth + 1);
  }

  private void put(Entries entries, String key, YamlNode.Entry entry) {
    YamlNode.Entry before = entries.own.putIfAbsent(key, entry);
    if (before == null) {
      entries.all.put(key, entry);
      return;
    }
    problems.add(
        Diagnostic.error("duplicate-key", "the key `" + key + "` is there twice")
            .at(entry.keyPosition())
            .detail("first at " + before.keyPosition())
            .hint("Keep one of the two"));
  }

  private void merge(Entries entries, YamlNode value, SourcePosition keyPosition) {
    YamlNode.Entry before = entries.own.putIfAbsent(MERGE, new YamlNode.Entry(keyPosition, value));
    List<YamlNode> sources =
        value instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(value);
    boolean mappings = sources.stream().allMatch(YamlNode.Mapping.class::isInstance);
    if (before != null || !mappings) {
      problems.add(
          Diagnostic.error(
                  before != null ? "duplicate-key" : "yaml-merge",
                  before != null
                      ? "the key `<<` is there twice"
                      : "`<<` merges a map or a list of maps, and this is neither")
              .at(keyPosition));
      return;
    }
    Map<String, YamlNode.Entry> merging = new LinkedHashMap<>();
    for (YamlNode source : sources) {
      Map<String, YamlNode.Entry> more = ((YamlNode.Mapping) source).entries();
      // Merged entries are copied, so they are counted before they take memory.
      merged += more.size();
      if (merged > YamlReader.MAXIMUM_ALIASED_NODES) {
        throw bomb(keyPosition);
      }
      more.forEach(merging::putIfAbsent);
    }
    entries.weight += merging.size();
    if (schema.rules().mergeReplaces()) {
      entries.all.putAll(merging);
    } else {
      merging.forEach(entries.all::putIfAbsent);
    }
  }

  private Optional<String> key(Node node, SourcePosition position) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(
          Diagnostic.error("yaml-key", "a key must be a single text, not a map or a list")
              .at(position)
              .hint("Quote a key that starts with `{` or `[`"));
      return Optional.empty();
    }
    YamlNode.Scalar key = scalars.key(scalar, position);
    if (key.data().isEmpty()) {
      problems.add(
          Diagnostic.error("yaml-key", "a key can't be null")
              .at(position)
              .hint("Quote it: \"" + key.text() + "\""));
      return Optional.empty();
    }
    return Optional.of(schema.rules().key(key.data().get(), key.text()));
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.MERGE)
            || scalar.getTag().equals(ExplicitTags.PLAIN) && scalar.getValue().equals(MERGE));
  }

  private SourcePosition position(Node node) {
    return SyntaxProblem.position(fileName, node.getStartMark());
  }

  private DeployctlException bomb(SourcePosition position) {
    return refuse(
        "yaml-alias-bomb",
        "its aliases expand to more than " + YamlReader.MAXIMUM_ALIASED_NODES + " values",
        position);
  }

  private DeployctlException refuse(String code, String reason, SourcePosition position) {
    return DeployctlException.invalid(
        Diagnostic.error(code, "can't read " + fileName + ": " + reason).at(position));
  }

  /** The entries of one mapping while it is being read. */
  private static final class Entries {
    final Map<String, YamlNode.Entry> all = new LinkedHashMap<>();
    final Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
    long weight = 1;
    int depth;
  }
}
