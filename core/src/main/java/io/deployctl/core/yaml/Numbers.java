package io.deployctl.core.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as both schemas need them. */
final class Numbers {
  /** Longer texts are no numbers: converting them takes time that grows with their square. */
  static final int MAXIMUM_LENGTH = 1_000;

  private Numbers() {}

  /** Returns whether a number can start so. */
  static boolean canStart(char first) {
    return first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
  }

  /** Returns the number as Integer, Long or BigInteger, whichever is the first that holds it. */
  static Object smallest(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  /**
   * Returns a floating-point number as Go's JSON writes it: whole numbers below 1e21 without a
   * fraction, so that a reader takes them for integers.
   */
  static Object asJson(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e21) {
      return smallest(new BigDecimal(Double.toString(number)).toBigInteger());
    }
    return number;
  }

  /**
   * Returns a floating-point key as sigs.k8s.io/yaml writes it: Go's format {@code g} with the
   * shortest digits of the 32-bit number, which has an exponent below 1e-4 and from 1e6.
   */
  static String asKey(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number) || Float.isInfinite((float) number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    BigDecimal shortest = shortest((float) number);
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (shortest.signum() == 0) {
      return "0";
    }
    if (exponent >= -4 && exponent < 6) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = shortest.signum() < 0 ? "-" : "";
    String power = String.format("%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    return sign + digits.charAt(0) + fraction + "e" + power;
  }

  private static BigDecimal shortest(float number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < 9; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(9, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
