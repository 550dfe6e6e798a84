package io.deployctl.core.template;

import io.deployctl.core.model.StepOutputRef;
import java.util.List;
import java.util.Set;

/**
 * A file, rendered.
 *
 * @param documents its documents in order; empty ones are left out
 * @param shapeWaitsOn outputs on which it depends what documents and leaves there are at all; then
 *     nothing of the file can be said yet
 */
public record Rendering(List<RenderedDocument> documents, Set<StepOutputRef> shapeWaitsOn) {
  /** Copies. */
  public Rendering {
    documents = List.copyOf(documents);
    shapeWaitsOn = Set.copyOf(shapeWaitsOn);
  }
}
