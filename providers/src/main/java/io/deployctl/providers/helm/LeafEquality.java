package io.deployctl.providers.helm;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a rendered leaf and a live one are the same to the API server, which writes quantities
 * its own way ({@code 1024Mi} becomes {@code 1Gi}) and leaves out what is empty.
 */
final class LeafEquality {
  private static final Pattern QUANTITY =
      Pattern.compile(
          "([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}))([eE][+-]?\\d{1,2}|[numkKMGTPE]i?)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private LeafEquality() {}

  /**
   * Returns whether both are the same.
   *
   * @param kind the object's kind: in a ConfigMap or Secret, text is nothing but text
   * @param rendered what the chart wants
   * @param live what the server has, or null
   */
  static boolean same(String kind, Object rendered, Object live) {
    if (live == null) {
      return isEmpty(rendered);
    }
    if (rendered instanceof List<?> wanted && live instanceof List<?> there) {
      return sameItems(kind, wanted, there);
    }
    if (rendered.equals(live) || rendered.toString().equals(live.toString())) {
      return true;
    }
    if (kind.equals("ConfigMap") || kind.equals("Secret")) {
      return false;
    }
    Optional<BigDecimal> wanted = quantity(rendered.toString());
    Optional<BigDecimal> there = quantity(live.toString());
    return wanted.isPresent() && there.isPresent() && wanted.get().compareTo(there.get()) == 0;
  }

  private static boolean sameItems(String kind, List<?> wanted, List<?> there) {
    if (wanted.size() != there.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      Object item = wanted.get(i);
      if (item == null ? there.get(i) != null : !same(kind, item, there.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What Go leaves out of JSON under {@code omitempty}. */
  private static boolean isEmpty(Object value) {
    return value.equals("")
        || (value instanceof Boolean flag && !flag)
        || (value instanceof Number number && number.doubleValue() == 0)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  private static Optional<BigDecimal> quantity(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String suffix = matcher.group(2);
    if (suffix == null) {
      return Optional.of(number);
    }
    if (UNITS.containsKey(suffix)) {
      return Optional.of(number.multiply(UNITS.get(suffix)));
    }
    return suffix.startsWith("e") || suffix.startsWith("E")
        ? Optional.of(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))))
        : Optional.empty();
  }
}
