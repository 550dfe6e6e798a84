package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Style;
import java.io.PrintStream;

/** A stream that people read, with its style and width. */
public final class Page {
  private final PrintStream stream;
  private final Style style;
  private final int columns;

  /**
   * Makes one.
   *
   * @param stream where lines go
   * @param style how they are dressed
   * @param columns how wide they may be
   */
  public Page(PrintStream stream, Style style, int columns) {
    this.stream = requireNonNull(stream, "stream is null");
    this.style = requireNonNull(style, "style is null");
    this.columns = columns;
  }

  /** Prints an empty line. */
  public void blank() {
    stream.print("\n");
  }

  /** Prints a line that is dressed already. */
  public void line(String dressed) {
    stream.print(dressed.stripTrailing() + "\n");
  }

  /** Prints which command to run next. */
  public void next(String command) {
    line("Next: " + paint(Ink.CYAN, command));
  }

  /** Prints text without a line's end, and shows it at once. */
  public void prompt(String dressed) {
    stream.print(dressed);
    stream.flush();
  }

  /** Shows everything that was printed so far. */
  public void flush() {
    stream.flush();
  }

  /** Returns the text in the given ink. */
  public String paint(Ink ink, String text) {
    return style.paint(ink, text);
  }

  /** Returns the text undressed. */
  public String text(String text) {
    return Style.clean(text);
  }

  /** Returns how wide lines may be. */
  public int columns() {
    return columns;
  }
}
