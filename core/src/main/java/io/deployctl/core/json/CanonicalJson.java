package io.deployctl.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.Digest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON as RFC 8785 has it: keys sorted by UTF-16 code units, no spaces, numbers as
 * ECMAScript writes them. Whole numbers that an IEEE double can't hold are written with all their
 * digits, so that two that differ never have the same form.
 */
public final class CanonicalJson {
  private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * Returns the canonical form of a tree.
   *
   * @param tree Map with text keys, Iterable, String, Boolean, Number, null, or a tree of Jackson's
   * @throws IllegalArgumentException for anything else, and for an infinite number
   */
  public static String write(Object tree) {
    CanonicalJson json = new CanonicalJson();
    json.value(tree);
    return json.out.toString();
  }

  /** Returns the digest of the tree's canonical form. */
  public static Digest digest(Object tree) {
    return Digest.of(write(tree));
  }

  private void value(Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Number number) {
      out.append(number(number));
    } else if (value instanceof JsonNode node) {
      node(node);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof Iterable<?> items) {
      list(items);
    } else {
      throw new IllegalArgumentException("no JSON: " + value.getClass().getName());
    }
  }

  /** Trees of objects are many and large, so nothing is made of them on the way. */
  private void node(JsonNode node) {
    if (node.isObject()) {
      fields(node);
    } else if (node.isArray()) {
      list(node);
    } else if (node.isTextual()) {
      text(node.textValue());
    } else if (node.isNumber()) {
      out.append(number(node.numberValue()));
    } else {
      out.append(node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
    }
  }

  private void fields(JsonNode node) {
    String[] names = new String[node.size()];
    int count = 0;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      names[count++] = entry.getKey();
    }
    Arrays.sort(names);
    out.append('{');
    for (int i = 0; i < names.length; i++) {
      out.append(i == 0 ? "" : ",");
      text(names[i]);
      out.append(':');
      node(node.get(names[i]));
    }
    out.append('}');
  }

  private void map(Map<?, ?> map) {
    // String's own order is that of UTF-16 code units, which is what the RFC asks for.
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(separator);
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void list(Iterable<?> items) {
    out.append('[');
    String separator = "";
    for (Object item : items) {
      out.append(separator);
      value(item);
      separator = ",";
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static String number(Number number) {
    if (number instanceof Integer small) {
      return small.toString();
    }
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      BigDecimal decimal = number instanceof BigDecimal exact ? exact : null;
      if (decimal != null && isLargeWhole(decimal)) {
        return decimal.toBigInteger().toString();
      }
      return ecmaScript(number.doubleValue());
    }
    BigInteger whole = new BigInteger(number.toString());
    return whole.abs().compareTo(EXACT) > 0 ? whole.toString() : ecmaScript(whole.doubleValue());
  }

  private static boolean isLargeWhole(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() <= 0
        && stripped.precision() - stripped.scale() <= 40
        && stripped.abs().compareTo(new BigDecimal(EXACT)) > 0;
  }

  /** ECMAScript's Number::toString, which RFC 8785 section 3.2.2.3 refers to. */
  private static String ecmaScript(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("no JSON number: " + number);
    }
    if (number == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(number));
    String digits = shortest.unscaledValue().toString();
    int point = shortest.precision() - shortest.scale();
    String sign = number < 0 ? "-" : "";
    if (point > 21 || point < -5) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      int exponent = point - 1;
      return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
    return sign + shortest.toPlainString();
  }

  /** Returns the shortest decimal that reads back as the number, nearest to it, even in a tie. */
  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
