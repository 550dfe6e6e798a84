package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns under a heading. The last column is as long as it is. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** Makes one with the given headings. */
  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row with as many cells as there are headings. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Returns whether there is no row but the heading. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Prints it. */
  void show(Page page) {
    for (int row = 0; row < rows.size(); row++) {
      String line = line(rows.get(row));
      page.line(row == 0 ? page.paint(Ink.DIM, line) : page.text(line));
    }
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      boolean last = column == cells.size() - 1;
      String cell = cells.get(column);
      line.append(cell).append(last ? "" : " ".repeat(width(column) - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
