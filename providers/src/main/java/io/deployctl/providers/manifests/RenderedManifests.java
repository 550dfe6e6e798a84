package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.StepOutputRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A step's objects as everybody may see them.
 *
 * @param objects the objects in the order of their files; none where it is not known which
 * @param shapeWaitsOn outputs on which it depends what objects there are
 */
public record RenderedManifests(List<Item> objects, Set<StepOutputRef> shapeWaitsOn) {
  /**
   * One object.
   *
   * @param file the file that it is written in, relative to the project
   * @param tree maps and lists, with a {@link io.deployctl.core.value.Leaf} for each value
   */
  public record Item(String file, Map<String, Object> tree) {
    /** Refuses nulls. */
    public Item {
      requireNonNull(file, "file is null");
      requireNonNull(tree, "tree is null");
    }
  }

  /** Copies. */
  public RenderedManifests {
    objects = List.copyOf(objects);
    shapeWaitsOn = Set.copyOf(shapeWaitsOn);
  }
}
