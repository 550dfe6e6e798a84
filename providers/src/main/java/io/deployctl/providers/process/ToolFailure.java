package io.deployctl.providers.process;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.spi.ToolResult;
import java.time.Duration;
import java.util.List;

/** Says how a tool that did not succeed ended. */
public final class ToolFailure {
  private static final int LINES = 20;

  private ToolFailure() {}

  /**
   * Returns the failure with the tool's last words.
   *
   * @param code the diagnostic's code, where the tool ended by itself; what kept it from that has a
   *     code of its own
   * @param what what was run, such as {@code `helm upgrade`}
   * @param result how it ended
   * @param timeout the time it had
   */
  public static Diagnostic of(String code, String what, ToolResult result, Duration timeout) {
    return withLines(bare(code, what, result, timeout), result.lastLines());
  }

  /** Returns the failure without the tool's words, for a tool whose output is a document. */
  public static Diagnostic bare(String code, String what, ToolResult result, Duration timeout) {
    return Diagnostic.error(
        switch (result.end()) {
          case EXITED -> code;
          case NOT_FOUND -> "missing-tool";
          case TIMED_OUT -> "timeout";
          case ABORTED -> "interrupted";
        },
        switch (result.end()) {
          case EXITED -> what + " failed with exit code " + result.exitCode();
          case NOT_FOUND -> what + " could not be started";
          case TIMED_OUT ->
              what + " did not end within " + Durations.format(timeout) + ", and was ended";
          case ABORTED -> what + " was ended, because the run is being aborted";
        });
  }

  private static Diagnostic withLines(Diagnostic failure, List<String> lines) {
    Diagnostic said = failure;
    List<String> words = lines.stream().filter(line -> !line.isBlank()).toList();
    for (String line : words.subList(Math.max(0, words.size() - LINES), words.size())) {
      said = said.detail(line.stripTrailing());
    }
    return said;
  }
}
