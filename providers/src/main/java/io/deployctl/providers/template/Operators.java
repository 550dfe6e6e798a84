package io.deployctl.providers.template;

import io.pebbletemplates.pebble.node.expression.AddExpression;
import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.operator.Associativity;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.operator.BinaryOperatorImpl;
import io.pebbletemplates.pebble.operator.BinaryOperatorType;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import java.util.List;

/** Pebble's operators that can make big values out of small ones, with a bound. */
final class Operators {
  /** The symbols of Pebble's own that are taken out; {@code ..} has {@code range} in its place. */
  static final List<String> REPLACED = List.of("+", "~", "..");

  private Operators() {}

  /** Returns the bounded operators, with the precedence that Pebble's own have. */
  static List<BinaryOperator> bounded() {
    return List.of(
        new BinaryOperatorImpl("+", 40, Add::new, BinaryOperatorType.NORMAL, Associativity.LEFT),
        new BinaryOperatorImpl(
            "~", 110, Concatenate::new, BinaryOperatorType.NORMAL, Associativity.LEFT));
  }

  private static final class Add extends AddExpression {
    @Override
    public Object evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
      return Limits.checked(super.evaluate(self, context), getLineNumber());
    }
  }

  private static final class Concatenate extends BinaryExpression<String> {
    @Override
    public String evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
      String left = Scalars.text(getLeftExpression().evaluate(self, context), getLineNumber());
      String right = Scalars.text(getRightExpression().evaluate(self, context), getLineNumber());
      Limits.checked(List.of(left, right), getLineNumber());
      return left + right;
    }
  }
}
