package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import java.io.Writer;

/** Stands at the head of a loop's body and counts its turns. */
final class LoopGuard extends AbstractRenderableNode {
  private final Tracing tracing;

  LoopGuard(Tracing tracing, int line) {
    super(line);
    this.tracing = tracing;
  }

  @Override
  public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context) {
    tracing.trace().turn();
  }

  @Override
  public void accept(NodeVisitor visitor) {
    // There is nothing inside.
  }
}
