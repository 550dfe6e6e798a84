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
  private static final String SILENT = "it said nothing";
  private static final String HIDDEN = "what it wrote can hold secrets, and is not shown";

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
    List<String> words = result.lastLines().stream().filter(line -> !line.isBlank()).toList();
    Diagnostic failure = bare(code, what, result, timeout);
    return words.isEmpty() ? failure : withLines(failure, words);
  }

  /**
   * Returns that a tool ended well and did not write the document that it was asked for. What it
   * wrote may hold secrets, and is not quoted.
   */
  public static Diagnostic unreadable(String code, String what) {
    return Diagnostic.error(code, what + " did not write the JSON that it was asked for")
        .detail(HIDDEN)
        .hint("see that the program on the PATH is the tool itself, and that nothing wraps it");
  }

  /** Returns the failure without the tool's words, for a tool whose output is a document. */
  public static Diagnostic bare(String code, String what, ToolResult result, Duration timeout) {
    return switch (result.end()) {
      case EXITED ->
          Diagnostic.error(
                  code, what + " failed with exit code " + result.exitCode() + signal(result))
              .detail(result.lastLines().isEmpty() ? SILENT : HIDDEN);
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

  private static Diagnostic withLines(Diagnostic failure, List<String> words) {
    Diagnostic said = Diagnostic.error(failure.code(), failure.summary());
    for (String line : words.subList(Math.max(0, words.size() - LINES), words.size())) {
      said = said.detail(line.stripTrailing());
    }
    return failure.hint().map(said::hint).orElse(said);
  }
}
