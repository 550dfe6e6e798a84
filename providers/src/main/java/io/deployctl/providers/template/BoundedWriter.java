package io.deployctl.providers.template;

import java.io.Writer;

/** Collects output, knows how long it is, and takes only so much. */
final class BoundedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();

  /** Returns the number of characters so far. */
  int length() {
    return text.length();
  }

  /** Returns what was written. */
  String text() {
    return text.toString();
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    if (length > Limits.OUTPUT - text.length()) {
      String summary = "the template renders more than " + Limits.OUTPUT + " characters";
      throw new TemplateFailure("template-limit", summary, 0);
    }
    text.append(characters, offset, length);
  }

  @Override
  public void flush() {
    // Everything is in memory.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
