package io.deployctl.core.diagnostic;

import static java.util.Objects.requireNonNull;

/**
 * A place in a file (or in another named text, such as an environment variable).
 *
 * @param file the file, relative to the project where it lies inside it
 * @param line counted from 1; 0 where the place is the file as a whole
 * @param column counted from 1 in characters; 0 where the place is the line as a whole
 */
public record SourcePosition(String file, int line, int column) {
  /** Refuses a null file and negative places. */
  public SourcePosition {
    requireNonNull(file, "file is null");
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("a place is never negative");
    }
  }

  /** Returns the place that is the whole file. */
  public static SourcePosition ofFile(String file) {
    return new SourcePosition(file, 0, 0);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
