package io.deployctl.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where checks are reported besides. */
public final class ReportOptions {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also write how the checks went to a file, as JUnit XML.")
  private Path junit;

  /** Returns the file for JUnit XML, if it is asked for. */
  public Optional<Path> junit() {
    return Optional.ofNullable(junit);
  }
}
