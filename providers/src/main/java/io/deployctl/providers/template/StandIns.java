package io.deployctl.providers.template;

import io.deployctl.core.model.StepOutputRef;
import java.util.Set;

/** Texts that stand in for secrets and for outputs that are not known. */
final class StandIns {
  private static final int ROTATION = 7;

  private StandIns() {}

  /**
   * Returns a text of the secret's length and look: letters for letters, digits for digits, every
   * other character (line ends, padding, punctuation) as it is.
   */
  static String canary(String secret) {
    StringBuilder canary = new StringBuilder(secret.length());
    for (int i = 0; i < secret.length(); i++) {
      canary.append(rotated(secret.charAt(i)));
    }
    return canary.toString();
  }

  private static char rotated(char c) {
    if (c >= 'a' && c <= 'z') {
      return (char) ('a' + (c - 'a' + ROTATION) % 26);
    }
    if (c >= 'A' && c <= 'Z') {
      return (char) ('A' + (c - 'A' + ROTATION) % 26);
    }
    if (c >= '1' && c <= '9') {
      // Never a zero, which could make octal of decimal.
      return (char) ('1' + (c - '1' + ROTATION) % 9);
    }
    return c;
  }

  /**
   * Returns the first or second stand-in for an output: words that differ in every part, and that
   * are valid where Kubernetes wants a DNS label.
   */
  static String output(Set<StepOutputRef> waitsOn, boolean first) {
    String tail = Integer.toHexString(waitsOn.hashCode() | 0x10000000);
    return first ? "aw1-" + tail + "-b2" : "zq7-" + canary(tail) + "-x9";
  }
}
