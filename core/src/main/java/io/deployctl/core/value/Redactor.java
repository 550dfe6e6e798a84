package io.deployctl.core.value;

/**
 * Masks registered secrets in text that deployctl did not write itself: output of child processes
 * and messages of servers. Knows each secret's usual encodings. Safe for several threads.
 */
public interface Redactor {
  /**
   * Makes the redactor know a secret. Texts too short or too common to be found by text ({@code
   * true}, {@code 5432}) are left to masking by place.
   */
  void register(SecretText secret);

  /** Returns the text with every registered secret masked, in any of its encodings. */
  String redact(String text);

  /** Returns a filter for one stream, which finds secrets split over its chunks too. */
  Filter newFilter();

  /** Masks one stream. For one thread. */
  interface Filter {
    /** Takes the next piece and returns what is safe to show by now. */
    String next(String chunk);

    /** Returns what was held back; the stream ended. */
    String end();
  }
}
