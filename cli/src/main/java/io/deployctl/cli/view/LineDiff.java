package io.deployctl.cli.view;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts of several lines, with a line around it. */
final class LineDiff {
  private static final int LIMIT = 40;

  private LineDiff() {}

  /**
   * Returns the lines that go ({@code -}), come ({@code +}) and stay ({@code }), the parts that
   * stay shortened.
   */
  static List<String> of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int head = 0;
    while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<String> lines = new ArrayList<>();
    if (head > 0) {
      lines.add("  " + old.get(head - 1));
    }
    add(lines, "- ", old.subList(head, old.size() - tail));
    add(lines, "+ ", now.subList(head, now.size() - tail));
    if (tail > 0) {
      lines.add("  " + old.get(old.size() - tail));
    }
    return lines;
  }

  private static void add(List<String> lines, String mark, List<String> part) {
    part.stream().limit(LIMIT).forEach(line -> lines.add(mark + line));
    if (part.size() > LIMIT) {
      lines.add("  … " + Words.count(part.size() - LIMIT, "more line"));
    }
  }
}
