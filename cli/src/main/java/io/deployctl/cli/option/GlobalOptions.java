package io.deployctl.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command, before or after the command's name. */
public final class GlobalOptions {
  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Work as if started in DIR.")
  private Path directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "human",
      description =
          "Who reads the output: ${COMPLETION-CANDIDATES} (default: human). Markdown is for plan and"
              + " drift.")
  private OutputFormat output = OutputFormat.human;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log to standard error what goes on inside.")
  private boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours and no redrawing; NO_COLOR does the same.")
  private boolean noColor;

  /** Returns the directory to work in, resolved against the given one. */
  public Path directory(Path workingDirectory) {
    return Optional.ofNullable(directory)
        .map(workingDirectory::resolve)
        .orElse(workingDirectory)
        .normalize();
  }

  /** Returns who reads the output. */
  public OutputFormat output() {
    return output;
  }

  /** Returns whether to log what goes on inside. */
  public boolean verbose() {
    return verbose;
  }

  /** Returns whether to print without colours. */
  public boolean noColor() {
    return noColor;
  }
}
