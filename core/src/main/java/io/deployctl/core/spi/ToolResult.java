package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a child process ended.
 *
 * @param end how
 * @param exitCode its exit code; -1 unless it ended by itself
 * @param output its standard output as it came, NOT redacted, for parsing only; bounded
 * @param outputTruncated whether standard output was longer than its bound
 * @param lastLines the last lines of both streams, redacted, for messages; bounded
 */
public record ToolResult(
    End end, int exitCode, String output, boolean outputTruncated, List<String> lastLines) {
  /** How a child process can end. */
  public enum End {
    EXITED,
    NOT_FOUND,
    TIMED_OUT,
    ABORTED
  }

  /** Refuses nulls and copies. */
  public ToolResult {
    requireNonNull(end, "end is null");
    requireNonNull(output, "output is null");
    lastLines = List.copyOf(lastLines);
  }

  /** Returns whether the process ended by itself with exit code 0. */
  public boolean succeeded() {
    return end == End.EXITED && exitCode == 0;
  }
}
