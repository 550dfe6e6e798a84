package io.deployctl.providers.template;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** How templates turn values into text. */
final class Scalars {
  private Scalars() {}

  /**
   * Returns a scalar's text: null is empty, numbers have no exponent. Refuses lists and maps, whose
   * Java form is neither YAML nor JSON.
   *
   * @param line the template's line, for the message
   */
  static String text(Object value, int line) {
    if (value == null) {
      return "";
    }
    if (value instanceof Map || value instanceof Collection || value instanceof Map.Entry) {
      String what = value instanceof Collection ? "a list" : "a map";
      throw new TemplateFailure(
          "template-failed",
          what
              + " can't stand here as it is; write it with the filter `json`, or with `yaml` and"
              + " `indent`",
          line);
    }
    if (value instanceof BigDecimal number) {
      Limits.checked(number, line);
      return number.toPlainString();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? BigDecimal.valueOf(number).toPlainString()
          : value.toString();
    }
    return value.toString();
  }
}
