package io.deployctl.providers.helm;

/**
 * Another text that looks like a secret: what a chart makes of it differs exactly where the secret
 * shows through, in whatever encoding.
 */
final class Canary {
  private Canary() {}

  /** Returns a text of the same length whose letters and digits are all others. */
  static String of(String secret) {
    StringBuilder canary = new StringBuilder(secret.length());
    for (int i = 0; i < secret.length(); i++) {
      canary.append(other(secret.charAt(i)));
    }
    return canary.toString();
  }

  private static char other(char character) {
    if (character >= 'a' && character <= 'z') {
      return (char) ('a' + (character - 'a' + 7) % 26);
    }
    if (character >= 'A' && character <= 'Z') {
      return (char) ('A' + (character - 'A' + 7) % 26);
    }
    if (character >= '0' && character <= '9') {
      return (char) ('0' + (character - '0' + 3) % 10);
    }
    return character;
  }
}
