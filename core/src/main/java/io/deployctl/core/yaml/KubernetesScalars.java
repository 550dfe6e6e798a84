package io.deployctl.core.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sigs.k8s.io/yaml 1.6 makes of scalars, which is what kubectl and Helm see: go-yaml's table
 * of YAML 1.1 words, Go's integer literals, and no sexagesimal numbers or dates.
 */
final class KubernetesScalars implements ScalarRules {
  private static final Pattern INTEGER =
      Pattern.compile(
          "([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger MAXIMUM = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger MINIMUM = BigInteger.valueOf(Long.MIN_VALUE);

  @Override
  public Optional<Object> plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Optional.empty();
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" ->
          Optional.of(true);
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" ->
          Optional.of(false);
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
          Optional.of(Double.POSITIVE_INFINITY);
      case "-.inf", "-.Inf", "-.INF" -> Optional.of(Double.NEGATIVE_INFINITY);
      case ".nan", ".NaN", ".NAN" -> Optional.of(Double.NaN);
      default -> {
        Object meant = number(text);
        yield Optional.of(meant instanceof Double number ? Numbers.asJson(number) : meant);
      }
    };
  }

  @Override
  public String key(Object data, String text) {
    if (data instanceof Double infinite) {
      return Numbers.asKey(infinite);
    }
    // Whole floats are integers as values, but not as keys.
    return data instanceof Number && number(text) instanceof Double number
        ? Numbers.asKey(number)
        : String.valueOf(data);
  }

  @Override
  public boolean mergeReplaces() {
    return true;
  }

  @Override
  public boolean ignoresUnknownTags() {
    return true;
  }

  private static Object number(String text) {
    if (text.length() > Numbers.MAXIMUM_LENGTH || !Numbers.canStart(text.charAt(0))) {
      return text;
    }
    if (text.charAt(0) == '.') {
      return FLOAT.matcher(text).matches() ? floating(text, text) : text;
    }
    String digits = text.replace("_", "");
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      BigInteger number = integer(integer);
      // Go reads a sign only where it fits 64 bits signed; unsigned numbers have none.
      BigInteger limit = integer.group(1).isEmpty() ? MAXIMUM : MINIMUM.negate();
      if (number.compareTo(limit) <= 0 && number.compareTo(MINIMUM) >= 0) {
        return Numbers.smallest(number);
      }
    }
    return FLOAT.matcher(digits).matches() ? floating(digits, text) : text;
  }

  private static BigInteger integer(Matcher literal) {
    int[] radixes = {16, 2, 8, 8, 10};
    for (int i = 0; i < radixes.length; i++) {
      String digits = literal.group(i + 2);
      if (digits != null) {
        BigInteger number = new BigInteger(digits, radixes[i]);
        return literal.group(1).equals("-") ? number.negate() : number;
      }
    }
    throw new IllegalStateException("an integer without digits: " + literal.group());
  }

  private static Object floating(String digits, String text) {
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number) ? text : (Object) number;
  }
}
