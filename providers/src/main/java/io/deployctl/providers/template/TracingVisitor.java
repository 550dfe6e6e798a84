package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.AbstractNodeVisitor;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.node.BodyNode;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.PrintNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.TextNode;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

/** Puts a {@link TracedNode} before each node of a template, and a guard into each loop. */
final class TracingVisitor extends AbstractNodeVisitor {
  private final Tracing tracing;

  TracingVisitor(PebbleTemplateImpl template, Tracing tracing) {
    super(template);
    this.tracing = tracing;
  }

  @Override
  public void visit(BodyNode node) {
    super.visit(node);
    node.getChildren().replaceAll(this::traced);
  }

  @Override
  public void visit(ForNode node) {
    super.visit(node);
    node.getBody().getChildren().add(0, new LoopGuard(tracing, node.getLineNumber()));
  }

  @Override
  public void visit(PrintNode node) {
    super.visit(node);
    node.setExpression(new PrintedExpression(node.getExpression()));
  }

  private RenderableNode traced(RenderableNode node) {
    return new TracedNode(node, tracing, line(node));
  }

  private static int line(RenderableNode node) {
    int line = node instanceof AbstractRenderableNode known ? known.getLineNumber() : 0;
    if (!(node instanceof TextNode text)) {
      return line;
    }
    // A text's line number is that of its end.
    int ends = 0;
    for (char c : text.getData()) {
      ends += c == '\n' ? 1 : 0;
    }
    return Math.max(1, line - ends);
  }
}
