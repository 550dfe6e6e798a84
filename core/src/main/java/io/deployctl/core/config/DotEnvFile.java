package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: {@code NAME=value} lines, comments, {@code export}, quotes. A text in
 * double quotes may go over several lines and have the escapes {@code \n}, {@code \t}, {@code \"},
 * {@code \$} and {@code \\}; a text in single quotes is taken as it is, without interpolation.
 */
final class DotEnvFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=[ \\t]*(.*)");

  private final String fileName;
  private final String[] lines;
  private final Diagnostics problems;
  private final List<Entry> entries = new ArrayList<>();
  private int at;

  /**
   * One variable of the file.
   *
   * @param name its name
   * @param value its text
   * @param literal whether interpolation leaves it alone
   * @param quoted whether it is a text whatever it looks like
   * @param position where it stands
   */
  record Entry(
      String name, String value, boolean literal, boolean quoted, SourcePosition position) {}

  private DotEnvFile(String fileName, String text, Diagnostics problems) {
    this.fileName = fileName;
    this.lines = text.split("\r?\n", -1);
    this.problems = problems;
  }

  /**
   * Returns the variables of the file in order. Adds every line that is none to the problems.
   *
   * @throws DeployctlException when the file is no text
   */
  static List<Entry> read(String fileName, byte[] content, Diagnostics problems) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw DeployctlException.invalid(
          Diagnostic.error("invalid-env-file", "can't read " + fileName + ": it is not UTF-8")
              .at(SourcePosition.ofFile(fileName))
              .hint("Save the file as UTF-8"));
    }
    DotEnvFile file =
        new DotEnvFile(fileName, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    file.readAll();
    return file.entries;
  }

  private void readAll() {
    while (at < lines.length) {
      String line = lines[at].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        readLine(lines[at]);
      }
      at++;
    }
  }

  private void readLine(String line) {
    Matcher matcher = LINE.matcher(line);
    SourcePosition position = new SourcePosition(fileName, at + 1, 1);
    if (!matcher.matches()) {
      problem("this line is no NAME=value", position);
      return;
    }
    String rest = matcher.group(2);
    if (rest.startsWith("'")) {
      add(matcher.group(1), quoted(rest, '\'', position), true, true, position);
    } else if (rest.startsWith("\"")) {
      add(matcher.group(1), quoted(rest, '"', position), false, true, position);
    } else {
      String value = rest.replaceFirst("(^|\\s+)#.*$", "").strip();
      add(matcher.group(1), value, false, false, position);
    }
  }

  private void add(
      String name, String value, boolean literal, boolean quoted, SourcePosition position) {
    entries.add(new Entry(name, value, literal, quoted, position));
  }

  private String quoted(String rest, char quote, SourcePosition position) {
    StringBuilder value = new StringBuilder();
    String line = rest;
    int index = 1;
    while (true) {
      if (index >= line.length()) {
        at++;
        if (at >= lines.length) {
          problem("the quote that opens here is never closed", position);
          return value.toString();
        }
        value.append('\n');
        line = lines[at];
        index = 0;
        continue;
      }
      char c = line.charAt(index);
      if (c == quote) {
        String after = line.substring(index + 1).strip();
        if (!after.isEmpty() && !after.startsWith("#")) {
          problem("there is text after the closing quote", position);
        }
        return value.toString();
      }
      boolean escape = c == '\\' && quote == '"' && index + 1 < line.length();
      value.append(escape ? unescape(line, index + 1) : String.valueOf(c));
      index += escape ? 2 : 1;
    }
  }

  private static String unescape(String line, int index) {
    char escaped = line.charAt(index);
    return switch (escaped) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '"', '\\' -> String.valueOf(escaped);
      // A dollar that is escaped starts no interpolation.
      case '$' -> line.startsWith("${", index) ? "$$" : "$";
      default -> "\\" + escaped;
    };
  }

  private void problem(String summary, SourcePosition position) {
    problems.add(Diagnostic.error("invalid-env-file", summary).at(position));
  }
}
