package io.deployctl.providers.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.Redactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns Terraform's own diagnostics into ours, at the same file and line. It reads the JSON that
 * {@code -json} writes and, for commands that have none, the plain text.
 */
final class TerraformMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("^\\s*on (\\S+) line (\\d+)\\b.*");
  private static final Pattern DECORATION = Pattern.compile("^[╷│╵]\\s?");

  private final String root;
  private final Redactor redactor;
  private final StateTrouble trouble;

  /**
   * Makes a reader.
   *
   * @param root the root's directory relative to the project, as positions show it
   * @param unlocking how the lock of an id is given back, as an instruction
   */
  TerraformMessages(String root, Redactor redactor, UnaryOperator<String> unlocking) {
    this.root = root;
    this.redactor = redactor;
    this.trouble = new StateTrouble(unlocking);
  }

  /** Returns the diagnostics among the JSON lines that a command wrote. */
  List<Diagnostic> ofJsonLines(String output) {
    List<Diagnostic> found = new ArrayList<>();
    for (String line : output.split("\n")) {
      parse(line)
          .map(node -> node.path("diagnostic"))
          .filter(JsonNode::isObject)
          .ifPresent(node -> found.add(diagnostic(node)));
    }
    return found;
  }

  /** Returns what a JSON line says for people, if it is about progress. */
  static Optional<String> progress(String line) {
    return parse(line)
        .filter(node -> !node.has("diagnostic") && !node.path("type").asText().equals("version"))
        .map(node -> node.path("@message").asText(""))
        .filter(message -> !message.isEmpty());
  }

  /** Returns the errors in the plain text that a command wrote. */
  List<Diagnostic> ofText(List<String> lines) {
    List<Diagnostic> found = new ArrayList<>();
    Diagnostic current = null;
    for (String raw : lines) {
      String line = DECORATION.matcher(raw).replaceFirst("");
      if (line.startsWith("Error: ")) {
        addIfPresent(found, current);
        current = Diagnostic.error("terraform", summary(line.substring("Error: ".length())));
      } else if (line.startsWith("Warning: ")) {
        addIfPresent(found, current);
        current = null;
      } else if (current != null) {
        current = withLine(current, line);
      }
    }
    addIfPresent(found, current);
    return found.stream().map(trouble::explain).toList();
  }

  private static void addIfPresent(List<Diagnostic> found, Diagnostic diagnostic) {
    if (diagnostic != null) {
      found.add(diagnostic);
    }
  }

  private Diagnostic withLine(Diagnostic diagnostic, String line) {
    Matcher place = PLACE.matcher(line);
    if (place.matches()) {
      return diagnostic.at(position(place.group(1), Integer.parseInt(place.group(2)), 0));
    }
    return line.isBlank() ? diagnostic : diagnostic.detail(redactor.redact(line.strip()));
  }

  private Diagnostic diagnostic(JsonNode node) {
    Diagnostic diagnostic =
        node.path("severity").asText().equals("error")
            ? Diagnostic.error("terraform", summary(node.path("summary").asText()))
            : Diagnostic.warning("terraform", summary(node.path("summary").asText()));
    if (node.hasNonNull("address")) {
      diagnostic = diagnostic.detail("resource " + node.path("address").asText());
    }
    for (String line : node.path("detail").asText().split("\n")) {
      if (!line.isBlank()) {
        diagnostic = diagnostic.detail(redactor.redact(line.stripTrailing()));
      }
    }
    JsonNode start = node.path("range").path("start");
    if (start.isObject()) {
      String file = node.path("range").path("filename").asText();
      diagnostic =
          diagnostic.at(position(file, start.path("line").asInt(), start.path("column").asInt()));
    }
    return trouble.explain(diagnostic);
  }

  private String summary(String text) {
    String shown = redactor.redact(text.strip());
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }

  private SourcePosition position(String file, int line, int column) {
    return new SourcePosition(Path.of(root).resolve(file).normalize().toString(), line, column);
  }

  private static Optional<JsonNode> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
