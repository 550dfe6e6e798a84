package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValueUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rendered text, and where in the template each of its lines and pieces came from. */
final class RenderedText {
  /** What stands between two nodes of YAML, the mark of a list's next item included. */
  private static final String BETWEEN = " \t\r\n-";

  private final String text;
  private final List<Span> spans;
  private final List<Integer> lineStarts = new ArrayList<>();

  /** Makes one of a rendering. */
  RenderedText(Template.Output output) {
    this.text = output.text();
    this.spans = output.trace().spans();
    lineStarts.add(0);
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(i)) {
        lineStarts.add(i + 1);
      }
    }
  }

  /** Returns the offset of a place that the YAML reader named. */
  int offset(SourcePosition place) {
    int line = Math.min(Math.max(1, place.line()), lineStarts.size());
    int start = lineStarts.get(line - 1);
    int columns = Math.max(0, place.column() - 1);
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(columns, left));
  }

  /** Returns the template's line that made the character at the offset. */
  int templateLine(int offset) {
    int index = firstEndingAfter(offset);
    if (index == spans.size()) {
      return spans.isEmpty() ? 1 : lineIn(spans.get(index - 1), text.length());
    }
    return lineIn(spans.get(index), offset);
  }

  /** Returns what is in the characters from one offset up to another. */
  Taint taint(int from, int to) {
    Taint taint = new Taint();
    for (int i = firstEndingAfter(from); i < spans.size() && spans.get(i).from() < to; i++) {
      spans.get(i).taints().forEach(taint::add);
    }
    return taint;
  }

  /**
   * Returns the values that were read for the characters from one offset up to another, each once.
   * What comes after the last of them that says something belongs to what follows.
   */
  Collection<Read> reads(int from, int to) {
    int end = to;
    while (end > from + 1 && BETWEEN.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    Map<String, Read> reads = new LinkedHashMap<>();
    for (int i = firstEndingAfter(from); i < spans.size() && spans.get(i).from() < end; i++) {
      for (Read read : spans.get(i).reads()) {
        if (read.role() == ValueUse.Role.VALUE) {
          reads.put(read.name(), read);
        } else {
          reads.putIfAbsent(read.name(), read);
        }
      }
    }
    return reads.values();
  }

  /** Returns the rendered line of the given number, without its end. */
  String line(int number) {
    int index = Math.min(Math.max(1, number), lineStarts.size()) - 1;
    int end = index + 1 < lineStarts.size() ? lineStarts.get(index + 1) : text.length();
    return text.substring(lineStarts.get(index), end).stripTrailing();
  }

  /** Returns what is in the rendered line of the given number. */
  Taint lineTaint(int number) {
    int index = Math.min(Math.max(1, number), lineStarts.size()) - 1;
    int end = index + 1 < lineStarts.size() ? lineStarts.get(index + 1) : text.length();
    return taint(lineStarts.get(index), end);
  }

  /** Returns the number of characters. */
  int length() {
    return text.length();
  }

  private int lineIn(Span span, int offset) {
    if (!span.text()) {
      return span.line();
    }
    int line = span.line();
    for (int i = span.from(); i < Math.min(offset, span.to()); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  private int firstEndingAfter(int offset) {
    Span key = new Span(0, offset, 0, true, List.of(), List.of());
    int found = Collections.binarySearch(spans, key, (a, b) -> Integer.compare(a.to(), b.to()));
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The line breaks of YAML 1.1, as the reader counts them. */
  private boolean isBreak(int at) {
    char c = text.charAt(at);
    boolean bare = c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
    return c == '\n' || bare || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
