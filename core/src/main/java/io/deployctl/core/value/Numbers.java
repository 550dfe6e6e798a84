package io.deployctl.core.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The one form that equal numbers have: a long, a big integer beyond that, or a decimal. */
final class Numbers {
  private static final int BITS_OF_LONG = Long.SIZE - 1;

  private Numbers() {}

  /** Returns the number in its one form; anything else as it is. */
  static Object canonical(Object data) {
    if (data instanceof Integer || data instanceof Short || data instanceof Byte) {
      return ((Number) data).longValue();
    }
    if (data instanceof BigInteger big) {
      return big.bitLength() <= BITS_OF_LONG ? (Object) big.longValue() : big;
    }
    if (data instanceof BigDecimal decimal) {
      return decimal(decimal);
    }
    if (data instanceof Double || data instanceof Float) {
      String text = data.toString();
      return Double.isFinite(((Number) data).doubleValue()) ? decimal(new BigDecimal(text)) : data;
    }
    return data;
  }

  /** A decimal keeps a digit behind its point, or it would be read as an integer from a file. */
  private static BigDecimal decimal(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.scale() < 1 ? bare.setScale(1) : bare;
  }
}
