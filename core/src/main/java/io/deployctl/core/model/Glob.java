package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

/**
 * A pattern of names: {@code *} stands for any run of characters, also none.
 *
 * @param text the pattern
 */
public record Glob(String text) {
  /** What any name matches. */
  public static final Glob ANY = new Glob("*");

  /** Refuses null. */
  public Glob {
    requireNonNull(text, "text is null");
  }

  /** Returns whether the whole name matches. Takes no more than the product of both lengths. */
  public boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
