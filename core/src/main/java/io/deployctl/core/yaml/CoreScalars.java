package io.deployctl.core.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The core schema of YAML 1.2.2, section 10.3.2. */
final class CoreScalars implements ScalarRules {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  @Override
  public Optional<Object> plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Optional.empty();
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
          Optional.of(Double.POSITIVE_INFINITY);
      case "-.inf", "-.Inf", "-.INF" -> Optional.of(Double.NEGATIVE_INFINITY);
      case ".nan", ".NaN", ".NAN" -> Optional.of(Double.NaN);
      default -> Optional.of(number(text));
    };
  }

  @Override
  public String key(Object data, String text) {
    return text;
  }

  @Override
  public boolean mergeReplaces() {
    return false;
  }

  @Override
  public boolean ignoresUnknownTags() {
    return false;
  }

  private static Object number(String text) {
    if (text.length() > Numbers.MAXIMUM_LENGTH || !Numbers.canStart(text.charAt(0))) {
      return text;
    }
    if (DECIMAL.matcher(text).matches()) {
      return Numbers.smallest(new BigInteger(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return Numbers.smallest(new BigInteger(text.substring(2), 8));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return Numbers.smallest(new BigInteger(text.substring(2), 16));
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }
}
