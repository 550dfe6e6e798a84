package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells people which project was written of what runs, and what was left. */
final class HumanImport {
  private static final int MOST_NAMES = 12;

  private final Page page;
  private final Verbosity verbosity;

  HumanImport(Page page, Verbosity verbosity) {
    this.page = page;
    this.verbosity = verbosity;
  }

  /** Prints it. */
  void show(Path directory, List<String> files, ImportReport report) {
    page.line(
        page.paint(Ink.BOLD, "Wrote project " + report.project() + " into " + directory)
            + page.text(", made of " + String.join(", ", report.from())));
    int width = report.steps().stream().mapToInt(step -> step.name().length()).max().orElse(0);
    for (ImportReport.Step step : report.steps()) {
      String name = step.name() + " ".repeat(width - step.name().length());
      page.line("  " + page.text(name + "  " + String.join(", ", step.holds())));
    }
    if (verbosity == Verbosity.VERBOSE) {
      files.forEach(file -> page.line("  " + page.text(file)));
    }
    left(report);
    section("Not read", report.unread());
    section(
        "Look at",
        report.remarks().stream().map(remark -> remark.file() + ": " + remark.text()).toList());
    section(
        "Give these variables to every plan and apply",
        report.provide().stream().map(one -> one.variable() + "  " + one.what()).toList());
    page.blank();
    page.line("Next, there: " + page.paint(Ink.CYAN, page.text(report.next())));
    page.line("What was written is as it runs: it is taken over, and nothing changes by that");
  }

  private void left(ImportReport report) {
    if (report.left().isEmpty()) {
      return;
    }
    page.blank();
    page.line("Left in the cluster as it is:");
    for (ImportReport.Left left : report.left()) {
      page.line("  " + page.text(left.reason() + ": " + objects(left)));
      if (!left.hint().isEmpty()) {
        page.line("    " + page.paint(Ink.DIM, page.text(left.hint())));
      }
    }
  }

  /** Few are named, many are counted. */
  private String objects(ImportReport.Left left) {
    boolean named = !left.hint().isEmpty() && left.objects().size() <= MOST_NAMES;
    if (named || verbosity == Verbosity.VERBOSE) {
      return String.join(", ", left.objects());
    }
    SortedMap<String, Integer> kinds = new TreeMap<>();
    left.objects()
        .forEach(address -> kinds.merge(address.replaceFirst(" [^ ]*$", ""), 1, Integer::sum));
    return String.join(
        ", ", kinds.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.blank();
      page.line(page.text(title + ":"));
      lines.forEach(line -> page.line("  " + page.text(line)));
    }
  }
}
