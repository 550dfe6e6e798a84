package io.deployctl.providers.smoke;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches a body, which can be anything, for a user's expression, in bounded time. */
final class BoundedMatch {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private BoundedMatch() {}

  /**
   * Returns the first match, if there is one.
   *
   * @throws ExpressionTooSlow when searching takes too long or too deep
   */
  static Optional<MatchResult> find(Pattern pattern, String body) {
    try {
      Matcher matcher = pattern.matcher(new Ticking(body, System.nanoTime() + LIMIT.toNanos()));
      // The result copies its groups from the text, so it is as bounded as the search.
      return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    } catch (StackOverflowError tooDeep) {
      throw new ExpressionTooSlow();
    }
  }

  /**
   * A text that stops whoever reads it for too long.
   *
   * @param text the text
   * @param deadline in nanoseconds of the monotonic clock
   */
  private record Ticking(CharSequence text, long deadline) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (System.nanoTime() - deadline > 0) {
        throw new ExpressionTooSlow();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
