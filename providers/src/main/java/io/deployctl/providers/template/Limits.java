package io.deployctl.providers.template;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/**
 * How much a template may use up. The numbers are far above what manifests need (an object is at
 * most 1.5 MiB on the server) and far below what hurts.
 */
final class Limits {
  /** Bytes of a template file. */
  static final int SOURCE = 1 << 20;

  /** Characters of a rendered file. */
  static final int OUTPUT = 3 << 20;

  /** Turns of all loops together. */
  static final int ITERATIONS = 100_000;

  /** Numbers in one range. */
  static final int RANGE = 10_000;

  /** Items of a value, at any depth. */
  static final int ITEMS = 100_000;

  private static final int DEPTH = 64;
  private static final int DIGITS = 1_000;

  private Limits() {}

  /**
   * Returns the value, unless it is too big or nested too deeply. Configuration values inside it
   * are not looked into: that would count as reading them.
   *
   * @param line the template's line, for the message
   */
  static Object checked(Object value, int line) {
    spend(value, new int[] {ITEMS, OUTPUT}, 0, line, false);
    return value;
  }

  /** Returns the value as {@link #checked} does, looking into everything. */
  static Object checkedWhole(Object value, int line) {
    spend(value, new int[] {ITEMS, OUTPUT}, 0, line, true);
    return value;
  }

  private static void spend(Object value, int[] left, int depth, int line, boolean whole) {
    left[0]--;
    if (value instanceof CharSequence text) {
      left[1] -= text.length();
    } else if (value instanceof BigDecimal number) {
      left[1] -= number.precision() + Math.abs(number.scale()) > DIGITS ? OUTPUT : 0;
    }
    if (left[0] < 0 || left[1] < 0 || depth > DEPTH) {
      throw new TemplateFailure("template-limit", "a value of the template grows too big", line);
    }
    boolean traced =
        value instanceof TemplateData.TracedMap || value instanceof TemplateData.TracedList;
    if (traced && !whole) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        spend(entry.getKey(), left, depth + 1, line, whole);
        spend(entry.getValue(), left, depth + 1, line, whole);
      }
    } else if (value instanceof Map.Entry<?, ?> entry && whole) {
      spend(entry.getValue(), left, depth + 1, line, whole);
    } else if (value instanceof Collection<?> items) {
      for (Object item : items) {
        spend(item, left, depth + 1, line, whole);
      }
    }
  }
}
