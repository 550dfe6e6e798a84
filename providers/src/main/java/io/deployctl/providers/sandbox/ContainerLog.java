package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** The log that every simulated container shows. */
final class ContainerLog {
  private static final List<String> LINES =
      List.of(
          "this container is simulated: nothing runs in it, and every container shows this log",
          "a real container's output would be here");

  private ContainerLog() {}

  /**
   * Writes the log in the form that kubelets keep: time, stream, whether the line is full, text.
   */
  static void write(SandboxDirectory directory, Clock clock) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : LINES) {
      text.append(clock.instant()).append(" stdout F ").append(line).append('\n');
    }
    directory.write(directory.containerLog(), text.toString());
  }
}
