package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.lexer.TokenStream;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.io.Writer;

/**
 * The tag {@code set}: like Pebble's own, but the variable is traced and its value bounded, so that
 * no loop can double it without end.
 */
final class SetTag implements TokenParser {
  private final Tracing tracing;

  SetTag(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public String getTag() {
    return "set";
  }

  @Override
  public RenderableNode parse(Token token, Parser parser) {
    TokenStream stream = parser.getStream();
    stream.next();
    String name = parser.getExpressionParser().parseNewVariableName();
    stream.expect(Token.Type.PUNCTUATION, "=");
    Expression<?> value = parser.getExpressionParser().parseExpression();
    stream.expect(Token.Type.EXECUTE_END);
    return new SetNode(token.getLineNumber(), name, value, tracing);
  }

  private static final class SetNode extends AbstractRenderableNode {
    private final String name;
    private final Expression<?> value;
    private final Tracing tracing;

    private SetNode(int line, String name, Expression<?> value, Tracing tracing) {
      super(line);
      this.name = name;
      this.value = value;
      this.tracing = tracing;
    }

    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context) {
      if (context.getScopeChain().currentScopeContainsVariable(name)) {
        String summary = "`" + name + "` is the variable of a loop, so it can't be set";
        throw new TemplateFailure("template-failed", summary, getLineNumber());
      }
      Object result = Limits.checked(value.evaluate(self, context), getLineNumber());
      tracing.context().set(name, result);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      value.accept(visitor);
    }
  }
}
