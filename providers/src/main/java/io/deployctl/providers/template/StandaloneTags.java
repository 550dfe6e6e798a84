package io.deployctl.providers.template;

/**
 * Takes the lines away on which nothing but tags or comments stand, as people expect it of a YAML
 * template: the line's indentation goes, and its end moves into the tag, so that every tag keeps
 * its line number. A tag that trims by itself ({@code -%}) and verbatim text stay as they are.
 */
final class StandaloneTags {
  private final String source;
  private final StringBuilder out;

  private StandaloneTags(String source) {
    this.source = source;
    this.out = new StringBuilder(source.length());
  }

  /** Returns the template with such lines taken away. Line ends must be {@code \n}. */
  static String remove(String source) {
    return source.contains("{%") || source.contains("{#")
        ? new StandaloneTags(source).run()
        : source;
  }

  private String run() {
    int at = 0;
    while (at < source.length()) {
      int end = lineEnd(at);
      int next = standalone(at);
      if (next > 0) {
        at = next;
      } else {
        at = copy(at, end);
      }
    }
    return out.toString();
  }

  /** Copies a line, and whole tags and verbatim texts that begin in it; returns what comes next. */
  private int copy(int from, int lineEnd) {
    int at = from;
    int end = lineEnd;
    for (int tag = nextTag(at); tag >= 0 && tag < end; tag = nextTag(at)) {
      int close = tagEnd(tag);
      if (close < 0) {
        break;
      }
      if (isVerbatim(tag, close)) {
        int over = source.indexOf("endverbatim", close);
        close = over < 0 ? source.length() : Math.max(close, source.indexOf("%}", over) + 2);
      }
      at = close;
      end = Math.max(end, lineEnd(Math.max(0, close - 1)));
    }
    end = Math.max(at, end);
    out.append(source, from, end);
    return end;
  }

  /** Writes a line of nothing but tags; returns what comes next, or 0 if the line has more. */
  private int standalone(int lineStart) {
    int at = skipBlanks(lineStart);
    int first = at;
    int close = -1;
    while (at + 1 < source.length() && source.charAt(at) == '{' && isTag(at)) {
      close = tagEnd(at);
      if (close < 0 || isTrimmed(at, close) || isVerbatim(at, close)) {
        return 0;
      }
      at = skipBlanks(close);
    }
    if (close < 0 || (at < source.length() && source.charAt(at) != '\n')) {
      return 0;
    }
    out.append(source, first, close - 2);
    out.append(at < source.length() ? "\n" : "").append(source, close - 2, close);
    return Math.min(source.length(), at + 1);
  }

  private boolean isTag(int at) {
    return source.charAt(at + 1) == '%' || source.charAt(at + 1) == '#';
  }

  private boolean isTrimmed(int open, int close) {
    return source.charAt(open + 2) == '-' || source.charAt(close - 3) == '-';
  }

  private boolean isVerbatim(int open, int close) {
    return source.substring(open + 2, close - 2).strip().equals("verbatim");
  }

  private int nextTag(int from) {
    for (int at = from; at + 1 < source.length(); at++) {
      char second = source.charAt(at + 1);
      if (source.charAt(at) == '{' && (second == '%' || second == '#' || second == '{')) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the offset after the tag, or -1 if it never ends. */
  private int tagEnd(int open) {
    char kind = source.charAt(open + 1);
    if (kind == '#') {
      int close = source.indexOf("#}", open + 2);
      return close < 0 ? -1 : close + 2;
    }
    char last = kind == '%' ? '%' : '}';
    char quote = 0;
    for (int at = open + 2; at + 1 < source.length(); at++) {
      char c = source.charAt(at);
      if (quote != 0) {
        at += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == last && source.charAt(at + 1) == '}') {
        return at + 2;
      }
    }
    return -1;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Returns the offset after the line's end. */
  private int lineEnd(int from) {
    int end = source.indexOf('\n', from);
    return end < 0 ? source.length() : end + 1;
  }
}
