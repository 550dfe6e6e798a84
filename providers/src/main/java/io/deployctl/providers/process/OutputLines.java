package io.deployctl.providers.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Takes the redacted lines of both streams of one child. Safe for several threads. */
final class OutputLines {
  private static final Pattern ESCAPES =
      Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*\u0007?|[@-Z\\\\^_])");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\t]]");

  private final int keep;
  private final Consumer<String> onLine;
  private final Deque<String> last = new ArrayDeque<>();
  private RuntimeException failure;

  OutputLines(int keep, Consumer<String> onLine) {
    this.keep = keep;
    this.onLine = onLine;
  }

  /** Takes one line, whoever's. Text that would steer a terminal is taken out. */
  synchronized void take(String raw) {
    String line = plain(raw);
    if (last.size() == keep) {
      last.removeFirst();
    }
    last.addLast(line);
    if (failure != null) {
      return;
    }
    try {
      onLine.accept(line);
    } catch (RuntimeException thrown) {
      // The child must not be blocked by whoever watches; it is told once the child has ended.
      failure = thrown;
    }
  }

  /** Returns the last lines, oldest first. */
  synchronized List<String> last() {
    return List.copyOf(last);
  }

  /** Throws what the watcher threw, if it did. */
  synchronized void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  private static String plain(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        return CONTROLS.matcher(ESCAPES.matcher(line).replaceAll("")).replaceAll("");
      }
    }
    return line;
  }
}
