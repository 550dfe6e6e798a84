package io.deployctl.cli.terminal;

/**
 * Which of the process's streams are a terminal, and how wide it is.
 *
 * @param in whether somebody can type on standard input
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param columns its width; 80 where it is not known
 */
public record Terminal(boolean in, boolean out, boolean err, int columns) {
  /** The width where it is not known. */
  public static final int DEFAULT_COLUMNS = 80;

  /** No terminal at all, as under a scheduler or in a pipe. */
  public static final Terminal NONE = new Terminal(false, false, false, DEFAULT_COLUMNS);

  /** Keeps the width within what can be drawn on. */
  public Terminal {
    columns = columns <= 0 ? DEFAULT_COLUMNS : Math.max(40, Math.min(columns, 500));
  }

  /**
   * Returns whether somebody can be asked a question: seen on standard error, answered on input.
   */
  public boolean canAsk() {
    return in && err;
  }
}
