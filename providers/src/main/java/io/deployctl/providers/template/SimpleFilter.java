package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.List;
import java.util.Map;

/**
 * A filter made of one function. Its result is bounded.
 *
 * @param names its arguments' names, in order
 * @param body what it does
 */
record SimpleFilter(List<String> names, Body body) implements Filter {
  /** What a filter does. */
  @FunctionalInterface
  interface Body {
    /** Returns what becomes of the input. */
    Object apply(Object input, Arguments arguments);
  }

  /**
   * What stands in a filter's brackets.
   *
   * @param values by name; absent ones are null
   * @param line the template's line, for messages
   */
  record Arguments(Map<String, Object> values, int line) {
    /** Returns the argument's text, or the default where it is absent. */
    String text(String name, String otherwise) {
      Object value = values.get(name);
      return value == null ? otherwise : Scalars.text(value, line);
    }

    /** Returns the argument's whole number, or the default where it is absent. */
    int number(String name, int otherwise) {
      Object value = values.get(name);
      if (value == null) {
        return otherwise;
      }
      if (value instanceof Number number && number.intValue() == number.doubleValue()) {
        return number.intValue();
      }
      throw failure("`" + name + "` must be a whole number");
    }

    /** Returns a failure at the filter's line. */
    TemplateFailure failure(String summary) {
      return new TemplateFailure("template-failed", summary, line);
    }
  }

  @Override
  public List<String> getArgumentNames() {
    return names;
  }

  @Override
  public Object apply(
      Object input,
      Map<String, Object> arguments,
      PebbleTemplate self,
      EvaluationContext context,
      int line) {
    return Limits.checked(body.apply(input, new Arguments(arguments, line)), line);
  }
}
