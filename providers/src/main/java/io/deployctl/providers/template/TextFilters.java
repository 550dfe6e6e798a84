package io.deployctl.providers.template;

import io.deployctl.core.model.Digest;
import io.pebbletemplates.pebble.extension.Filter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The filters that make text of text. */
final class TextFilters {
  private TextFilters() {}

  /** Returns them by name. */
  static Map<String, Filter> all() {
    Map<String, Filter> filters = new TreeMap<>();
    filters.put("upper", text(text -> text.toUpperCase(Locale.ROOT)));
    filters.put("lower", text(text -> text.toLowerCase(Locale.ROOT)));
    filters.put("trim", text(String::strip));
    filters.put("sha256", text(text -> Digest.of(text).hex()));
    filters.put("base64encode", text(TextFilters::encode));
    filters.put("base64decode", new SimpleFilter(List.of(), TextFilters::decode));
    filters.put("capitalize", text(TextFilters::capitalize));
    filters.put("replace", new SimpleFilter(List.of("replace_pairs"), TextFilters::replace));
    filters.put("indent", new SimpleFilter(List.of("width"), TextFilters::indent));
    filters.put("required", new SimpleFilter(List.of("message"), TextFilters::required));
    filters.put("int", new SimpleFilter(List.of(), TextFilters::integer));
    return filters;
  }

  private static Filter text(UnaryOperator<String> body) {
    return new SimpleFilter(
        List.of(), (input, arguments) -> input == null ? null : body.apply(text(input, arguments)));
  }

  private static String text(Object input, SimpleFilter.Arguments arguments) {
    return Scalars.text(input, arguments.line());
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object decode(Object input, SimpleFilter.Arguments arguments) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text(input, arguments));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw arguments.failure("`base64decode` got a text that is not Base64");
    }
  }

  private static String capitalize(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static Object replace(Object input, SimpleFilter.Arguments arguments) {
    if (input == null) {
      return null;
    }
    if (!(arguments.values().get("replace_pairs") instanceof Map<?, ?> pairs)) {
      throw arguments.failure("`replace` needs a map, such as {\"old\": \"new\"}");
    }
    String text = text(input, arguments);
    for (Map.Entry<?, ?> pair : pairs.entrySet()) {
      String old = text(pair.getKey(), arguments);
      String with = text(pair.getValue(), arguments);
      if (!old.isEmpty()) {
        refuseBig(text, old, with, arguments);
        text = text.replace(old, with);
      }
    }
    return text;
  }

  private static void refuseBig(
      String text, String old, String with, SimpleFilter.Arguments arguments) {
    long most = text.length() + (long) (text.length() / old.length()) * with.length();
    if (most > Limits.OUTPUT && most > text.length() * 2L) {
      throw arguments.failure("`replace` makes the text too big");
    }
  }

  private static Object indent(Object input, SimpleFilter.Arguments arguments) {
    int width = arguments.number("width", 2);
    if (width < 0 || width > 100) {
      throw arguments.failure("`indent` takes a width from 0 to 100");
    }
    String text = text(input, arguments);
    long lines = text.chars().filter(c -> c == '\n').count();
    if (text.length() + lines * width > Limits.OUTPUT) {
      throw arguments.failure("`indent` makes the text too big");
    }
    // The first line stands where the tag stands; empty lines stay empty.
    return text.replaceAll("\n(?!\n|$)", "\n" + " ".repeat(width));
  }

  private static Object required(Object input, SimpleFilter.Arguments arguments) {
    if (input == null || "".equals(input)) {
      throw arguments.failure(arguments.text("message", "a required value is empty"));
    }
    return input;
  }

  private static Object integer(Object input, SimpleFilter.Arguments arguments) {
    try {
      return new BigDecimal(text(input, arguments).strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException notWhole) {
      throw arguments.failure("`int` got something that is not a whole number");
    }
  }
}
