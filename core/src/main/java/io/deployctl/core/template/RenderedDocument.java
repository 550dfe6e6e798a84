package io.deployctl.core.template;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.value.ValueUse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One YAML document of a file, rendered. The tree holds real secrets: it is for the target, never
 * for output; what may be shown follows from {@code sensitive} and {@code waiting}.
 *
 * @param tree maps, lists and scalars (String, Boolean, Integer, Long, BigInteger, Double, null);
 *     stand-ins where a value is not known yet
 * @param sensitive the leaves that depend on a secret, through any filter or condition
 * @param waiting the leaves that depend on outputs not known yet, with those outputs
 * @param position where the document begins
 * @param positions where each node stands in the file: for a template, the template's line
 * @param uses the values that went into each leaf of a template, and those that decided that it is
 *     there
 * @param template whether the file is a template
 */
public record RenderedDocument(
    Map<String, Object> tree,
    Set<ValuePath> sensitive,
    Map<ValuePath, Set<StepOutputRef>> waiting,
    SourcePosition position,
    Map<ValuePath, SourcePosition> positions,
    Map<ValuePath, List<ValueUse>> uses,
    boolean template) {
  /** Refuses nulls and copies the outer collections. */
  public RenderedDocument {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    sensitive = Set.copyOf(sensitive);
    waiting = Map.copyOf(waiting);
    requireNonNull(position, "position is null");
    positions = Map.copyOf(positions);
    uses = Map.copyOf(uses);
  }

  /** Makes one of a file that is taken as it is. */
  public RenderedDocument(
      Map<String, Object> tree,
      Set<ValuePath> sensitive,
      Map<ValuePath, Set<StepOutputRef>> waiting,
      SourcePosition position,
      Map<ValuePath, SourcePosition> positions) {
    this(tree, sensitive, waiting, position, positions, Map.of(), false);
  }
}
