package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.providers.process.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns Helm's errors into diagnostics, at the place in the chart that they name. */
final class HelmMessages {
  /** The code of a failure that a hook is to blame for. */
  static final String HOOK_FAILED = "helm-hook";

  private static final Pattern HOOK =
      Pattern.compile("(?:.*: )?(?:failed |)((?:pre|post)-[a-z]+)(?: hooks failed)?: (.*)");
  private static final Pattern PLACE =
      Pattern.compile("([\\w.-]+)/((?:[\\w./-]+/)?templates/[\\w./-]+?):(\\d+)(?::(\\d+))?");
  private static final Pattern FILE =
      Pattern.compile("error on ([\\w.-]+)/((?:[\\w./-]+/)?templates/[\\w./-]+): (.*)");
  private static final Pattern COUNT = Pattern.compile("\\d+ errors? occurred:");
  private static final Pattern BROKEN =
      Pattern.compile(
          "EOF|connection re(set|fused)|broken pipe|i/o timeout|TLS handshake timeout"
              + "|error when reading response body|server is currently unable");
  private static final Pattern PREFIX =
      Pattern.compile("^Error: (?:UPGRADE FAILED: |INSTALLATION FAILED: )*");

  private final String chart;

  /**
   * Makes a reader.
   *
   * @param chart the chart's path in the project, or its name elsewhere, for positions
   */
  HelmMessages(String chart) {
    this.chart = chart;
  }

  /** Returns why a command failed; at least one error. */
  List<Diagnostic> explain(String command, ToolResult result) {
    List<String> lines =
        result.lastLines().stream().filter(line -> !line.isBlank()).map(String::strip).toList();
    int start = firstError(lines);
    if (result.end() != ToolResult.End.EXITED || start < 0) {
      return List.of(
          result.end() == ToolResult.End.EXITED
              ? ToolFailure.of("helm", "`helm " + command + "`", result, HelmCli.PATIENCE)
              : ToolFailure.bare("helm", "`helm " + command + "`", result, HelmCli.PATIENCE));
    }
    String message = PREFIX.matcher(lines.get(start)).replaceFirst("");
    List<String> more = new ArrayList<>(lines.subList(start + 1, lines.size()));
    if (COUNT.matcher(message).matches() && !more.isEmpty()) {
      message = more.remove(0).replaceFirst("^\\* ", "");
    }
    return List.of(known(message, more));
  }

  private static int firstError(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("Error: ")) {
        return i;
      }
    }
    return -1;
  }

  private Diagnostic known(String message, List<String> more) {
    if (message.startsWith("values don't meet the specifications of the schema")) {
      Diagnostic error =
          Diagnostic.error(
              "helm-values", "the values don't fit the schema of the chart `" + chart + "`");
      return withDetails(error, more.stream().filter(line -> line.startsWith("-")).toList());
    }
    Matcher file = FILE.matcher(message);
    if (file.find()) {
      return withDetails(
          Diagnostic.error("helm-template", "a template of the chart makes no valid YAML")
              .at(new SourcePosition(path(file.group(2)), 0, 0))
              .detail(file.group(3)),
          more);
    }
    Matcher place = PLACE.matcher(message);
    if (place.find()) {
      int column = place.group(4) == null ? 0 : Integer.parseInt(place.group(4)) + 1;
      return withDetails(
          Diagnostic.error("helm-template", templateError(message))
              .at(
                  new SourcePosition(
                      path(place.group(2)), Integer.parseInt(place.group(3)), column)),
          more);
    }
    Matcher hook = HOOK.matcher(message);
    if (hook.matches()) {
      List<String> causes = new ArrayList<>(List.of(hook.group(2)));
      more.forEach(line -> causes.add(line.startsWith("* ") ? line.substring(2) : line));
      return withDetails(
          Diagnostic.error(HOOK_FAILED, "the chart's %s hook failed".formatted(hook.group(1))),
          causes.stream()
              .filter(cause -> !cause.isEmpty() && !COUNT.matcher(cause).matches())
              .toList());
    }
    if (message.contains("invalid ownership metadata")) {
      return withDetails(Diagnostic.error("helm-ownership", trimmed(message)), more)
          .hint(
              "the object belongs to somebody else: delete it, or label and annotate it for this"
                  + " release as Helm's message says");
    }
    return other(message, more);
  }

  private static Diagnostic other(String message, List<String> more) {
    Diagnostic error = withDetails(Diagnostic.error("helm", trimmed(message)), more);
    return BROKEN.matcher(message).find()
        ? error.hint("the connection between helm and the API server broke: run the command again")
        : error;
  }

  /** Returns what is wrong, without the place, which the position shows. */
  private static String templateError(String message) {
    Matcher required = Pattern.compile("execution error at \\([^)]*\\): (.*)").matcher(message);
    if (required.find()) {
      return trimmed(required.group(1));
    }
    Matcher executing = Pattern.compile(" at <(.*?)>: (.*)").matcher(message);
    if (executing.find()) {
      return trimmed("template: " + executing.group(2) + " at `" + executing.group(1) + "`");
    }
    Matcher parsing = Pattern.compile("parse error at \\([^)]*\\): (.*)").matcher(message);
    return trimmed(parsing.find() ? "template: " + parsing.group(1) : message);
  }

  private String path(String file) {
    return chart + "/" + file;
  }

  private static String trimmed(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static Diagnostic withDetails(Diagnostic diagnostic, List<String> lines) {
    Diagnostic detailed = diagnostic;
    for (String line : lines) {
      detailed = detailed.detail(line);
    }
    return detailed;
  }
}
