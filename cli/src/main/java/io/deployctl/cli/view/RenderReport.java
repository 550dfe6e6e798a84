package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepOutputRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that the steps of an environment apply, as far as files tell.
 *
 * @param environment the environment's name
 * @param steps the steps in order
 * @param notes what else there is to know of the configuration
 */
public record RenderReport(String environment, List<Step> steps, List<Diagnostic> notes) {
  /**
   * One step.
   *
   * @param name its name
   * @param objects its objects in the order of their files; none where it is not known which
   * @param shapeWaitsOn outputs on which it depends what objects there are
   */
  public record Step(String name, List<Item> objects, Set<StepOutputRef> shapeWaitsOn) {
    /** Refuses nulls and copies. */
    public Step {
      requireNonNull(name, "name is null");
      objects = List.copyOf(objects);
      shapeWaitsOn = Set.copyOf(shapeWaitsOn);
    }
  }

  /**
   * One object.
   *
   * @param file the file that it is written in
   * @param tree maps and lists, with a {@link io.deployctl.core.value.Leaf} for each value
   */
  public record Item(String file, Map<String, Object> tree) {
    /** Refuses nulls. */
    public Item {
      requireNonNull(file, "file is null");
      requireNonNull(tree, "tree is null");
    }

    /** Returns the object as plain data, with a mark in the place of what has no value to show. */
    public Object shown() {
      return Leaves.plain(tree);
    }
  }

  /** Refuses nulls and copies. */
  public RenderReport {
    requireNonNull(environment, "environment is null");
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }
}
