package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.IfNode;
import io.pebbletemplates.pebble.node.PrintNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.TextNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import java.io.IOException;
import java.io.Writer;

/** Stands in a template's tree in another node's place and traces what that node does. */
final class TracedNode extends AbstractRenderableNode {
  private final RenderableNode inner;
  private final Tracing tracing;
  private final boolean text;
  private final boolean output;
  private final Trace.Kind kind;

  /** Stands before the given node. */
  TracedNode(RenderableNode inner, Tracing tracing, int line) {
    super(line);
    this.inner = inner;
    this.tracing = tracing;
    this.text = inner instanceof TextNode;
    this.output = text || inner instanceof PrintNode;
    this.kind = kind(inner);
  }

  @Override
  public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context)
      throws IOException {
    Trace trace = tracing.trace();
    trace.enter(kind, getLineNumber());
    int from = tracing.writer().length();
    inner.render(self, writer, context);
    int to = tracing.writer().length();
    if (output && to > from) {
      trace.keep(new Span(from, to, getLineNumber(), text, trace.current(), trace.reads(!text)));
    }
    trace.leave();
  }

  private static Trace.Kind kind(RenderableNode node) {
    if (node instanceof ForNode) {
      return Trace.Kind.LOOP;
    }
    return node instanceof IfNode ? Trace.Kind.BRANCH : Trace.Kind.PIECE;
  }

  @Override
  public void accept(NodeVisitor visitor) {
    inner.accept(visitor);
  }
}
