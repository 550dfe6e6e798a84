package io.deployctl.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as it makes claims that can be checked.
 *
 * @param file the page
 * @param prose its lines outside of code blocks
 * @param code its lines inside of code blocks
 */
record MarkdownPage(Path file, List<String> prose, List<String> code) {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern COMMAND = Pattern.compile("^(?:\\$ )?(deployctl(?: .*)?)$");

  /** Reads a page. */
  static MarkdownPage read(Path file) throws IOException {
    List<String> prose = new ArrayList<>();
    List<String> code = new ArrayList<>();
    boolean inCode = false;
    for (String line : Files.readAllLines(file)) {
      if (line.stripLeading().startsWith("```")) {
        inCode = !inCode;
      } else {
        (inCode ? code : prose).add(line);
      }
    }
    return new MarkdownPage(file, prose, code);
  }

  /** Returns the words in backticks, in the order in which they stand. */
  Set<String> spans() {
    // A span may be broken over two lines.
    return all(SPAN, String.join("\n", prose).replaceAll("\n(?!\n)", " "));
  }

  /** Returns the first word of each line of code: what is run there. */
  List<String> programs() {
    return code.stream().map(line -> line.strip().replaceFirst("\\s.*", "")).distinct().toList();
  }

  /** Returns what its links point at, but for anchors. */
  Set<String> links() {
    return all(LINK, String.join("\n", prose));
  }

  /** Returns the command lines that call deployctl, in code blocks and in backticks. */
  List<String> commands() {
    return Stream.concat(code.stream(), spans().stream())
        .map(line -> COMMAND.matcher(line.strip()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).replaceFirst("\\s+#.*", ""))
        .distinct()
        .toList();
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
