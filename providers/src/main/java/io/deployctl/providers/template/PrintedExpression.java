package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

/** What is printed: always text, and never a list or a map in its Java form. */
final class PrintedExpression implements Expression<String> {
  private final Expression<?> inner;

  PrintedExpression(Expression<?> inner) {
    this.inner = inner;
  }

  @Override
  public String evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
    return Scalars.text(inner.evaluate(self, context), getLineNumber());
  }

  @Override
  public int getLineNumber() {
    return inner.getLineNumber();
  }

  @Override
  public void accept(NodeVisitor visitor) {
    inner.accept(visitor);
  }
}
