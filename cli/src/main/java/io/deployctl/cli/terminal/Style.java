package io.deployctl.cli.terminal;

import java.util.Map;

/**
 * Dresses text in ANSI colours, or leaves it plain. Text of others (servers, tools, files) passes
 * through here on its way to a terminal, so this is also where control characters are made
 * harmless.
 */
public final class Style {
  /** No colours. */
  public static final Style PLAIN = new Style(false);

  /** Colours. */
  public static final Style COLOURED = new Style(true);

  private final boolean coloured;

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * Returns the style for a stream: colours on a terminal, unless the user ({@code --no-color}),
   * {@code NO_COLOR} or {@code TERM=dumb} says no; {@code FORCE_COLOR} says yes where there is no
   * terminal.
   */
  public static Style of(boolean terminal, boolean noColor, Map<String, String> environment) {
    if (noColor
        || !environment.getOrDefault("NO_COLOR", "").isEmpty()
        || environment.getOrDefault("TERM", "").equals("dumb")) {
      return PLAIN;
    }
    boolean forced = !environment.getOrDefault("FORCE_COLOR", "").isEmpty();
    return terminal || forced ? COLOURED : PLAIN;
  }

  /** Returns whether text is coloured. */
  public boolean isColoured() {
    return coloured;
  }

  /** Returns the text in the given ink, control characters made harmless. */
  public String paint(Ink ink, String text) {
    String clean = clean(text);
    return coloured && !clean.isEmpty()
        ? "\u001b[" + ink.code() + "m" + clean + "\u001b[0m"
        : clean;
  }

  /** Returns the text undressed, control characters made harmless. */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\t') {
                clean.append("  ");
              } else if (isHarmful(point)) {
                clean.append("\\u%04x".formatted(point));
              } else {
                clean.appendCodePoint(point);
              }
            });
    return clean.toString();
  }

  private static boolean isHarmful(int point) {
    return Character.getType(point) == Character.FORMAT
        || (Character.isISOControl(point) && point != '\n');
  }
}
