package io.deployctl.providers.secret;

import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.Redactor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a program that gives secrets said besides. Its standard output may be the secret or a part
 * of it, and no redactor knows that yet.
 */
final class ErrorLines {
  private ErrorLines() {}

  /** Returns the last lines that are not of standard output, at most so many. */
  static List<String> of(ToolResult result, Redactor redactor, int most) {
    if (result.outputTruncated()) {
      return List.of();
    }
    Set<String> output =
        result
            .output()
            .lines()
            .map(line -> redactor.redact(line).strip())
            .collect(Collectors.toSet());
    List<String> lines =
        result.lastLines().stream()
            .filter(line -> !line.isBlank() && !output.contains(line.strip()))
            .map(String::stripTrailing)
            .toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
