package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.view.ImportReport;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project that was made of what runs.
 *
 * @param files its files by name
 * @param report what is in it, and what is not
 */
public record ImportedProject(SortedMap<String, byte[]> files, ImportReport report) {
  /** Refuses null and copies. */
  public ImportedProject {
    files = new TreeMap<>(files);
    requireNonNull(report, "report is null");
  }
}
