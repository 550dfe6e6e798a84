package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

/**
 * Tells whether something changed without telling what it is: an HMAC under the environment's key.
 *
 * @param value hex digits
 */
public record KeyedTag(String value) {
  /** Refuses a null. */
  public KeyedTag {
    requireNonNull(value, "value is null");
  }

  /** Returns the first digits, enough to see on a screen that two tags differ. */
  public String brief() {
    return value.substring(0, Math.min(8, value.length()));
  }
}
