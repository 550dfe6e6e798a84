package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.schema.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of a board as lines that fit the terminal. */
final class BoardLines {
  private static final int MOST_ROWS = 24;

  private final Page page;

  BoardLines(Page page) {
    this.page = page;
  }

  /** Returns a line for each step; of very many, only those that are under way or went wrong. */
  List<String> of(List<Board.Row> rows, Instant now) {
    int width = rows.stream().mapToInt(row -> row.step().name().length()).max().orElse(0);
    List<Board.Row> shown =
        rows.size() <= MOST_ROWS ? rows : rows.stream().filter(BoardLines::matters).toList();
    List<String> lines = new ArrayList<>();
    shown.stream().limit(MOST_ROWS).forEach(row -> lines.add(line(row, width, now)));
    if (shown.size() < rows.size()) {
      lines.add(
          page.paint(
              Ink.DIM,
              "  … " + Words.count(rows.size() - Math.min(shown.size(), MOST_ROWS), "more step")));
    }
    return lines;
  }

  private static boolean matters(Board.Row row) {
    return row.outcome() == StepOutcome.RUNNING || row.outcome() == StepOutcome.FAILED;
  }

  private String line(Board.Row row, int width, Instant now) {
    String name = ("%-" + Math.max(1, width) + "s").formatted(row.step().name());
    int room = page.columns() - 1 - 4 - name.length() - 2;
    Ink ink = PlainRun.ink(row.outcome());
    Ink used = row.outcome() == StepOutcome.RUNNING ? Ink.CYAN : ink;
    return "  "
        + page.paint(used, symbol(row.outcome()))
        + " "
        + page.text(name)
        + "  "
        + page.paint(Ink.DIM, fit(text(row, now), room));
  }

  private static String text(Board.Row row, Instant now) {
    if (row.outcome() == StepOutcome.PENDING) {
      return "";
    }
    if (row.outcome() == StepOutcome.RUNNING) {
      Duration elapsed = row.since().map(since -> Duration.between(since, now)).orElse(row.took());
      return elapsed(elapsed.toSeconds()) + "  " + row.line();
    }
    return row.outcome().word() + " in " + Durations.format(row.took());
  }

  private static String elapsed(long seconds) {
    return seconds < 60
        ? Math.max(0, seconds) + "s"
        : Durations.format(Duration.ofSeconds(seconds));
  }

  private static String fit(String text, int room) {
    String line = text.lines().findFirst().orElse("");
    if (room <= 0) {
      return "";
    }
    return line.codePointCount(0, line.length()) <= room
        ? line
        : line.substring(0, line.offsetByCodePoints(0, room - 1)) + "…";
  }

  private static String symbol(StepOutcome outcome) {
    return switch (outcome) {
      case PENDING -> "·";
      case RUNNING -> "▸";
      case SUCCEEDED, UNCHANGED, CARRIED -> "✓";
      case FAILED -> "✗";
      case CANCELLED, SKIPPED -> "–";
    };
  }
}
