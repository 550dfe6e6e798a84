package io.deployctl.providers.process;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.spi.ToolResult;
import java.time.Duration;
import java.util.List;

/** Says how a tool that did not succeed ended. */
public final class ToolFailure {
  private static final int LINES = 20;
  private static final int SIGNALS = 128;
  private static final int KILL = 9;

  private ToolFailure() {}

  /**
   * Returns the failure with the tool's last words.
   *
   * @param code the diagnostic's code
   * @param what what was run, such as {@code `helm upgrade`}
   * @param result how it ended
   * @param timeout the time it had
   */
  public static Diagnostic of(String code, String what, ToolResult result, Duration timeout) {
    return withLines(bare(code, what, result, timeout), result.lastLines());
  }

  /** Returns the failure without the tool's words, for a tool whose output is a document. */
  public static Diagnostic bare(String code, String what, ToolResult result, Duration timeout) {
    return switch (result.end()) {
      case EXITED ->
          Diagnostic.error(
              code, what + " failed with exit code " + result.exitCode() + signal(result));
      case NOT_FOUND ->
          Diagnostic.error(code, what + " could not be started")
              .hint("make it a program that this machine can run");
      case TIMED_OUT ->
          Diagnostic.error(
                  code,
                  what + " did not end within " + Durations.format(timeout) + ", and was ended")
              .hint("see what it waits for; a longer `timeout` of the step gives it more time");
      case ABORTED -> Diagnostic.error(code, what + " was ended, because the run is being aborted");
    };
  }

  /** Shells, and what starts programs for us, add the signal to 128. */
  private static String signal(ToolResult result) {
    int signal = result.exitCode() - SIGNALS;
    return switch (signal) {
      case KILL -> " (killed by signal 9, as when memory runs out)";
      case 4, 6, 7, 8, 11, 15 -> " (ended by signal " + signal + ")";
      default -> "";
    };
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
