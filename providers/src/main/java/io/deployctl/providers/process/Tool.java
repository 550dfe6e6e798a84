package io.deployctl.providers.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A tool that was found and is of a version that will do.
 *
 * @param name its name, such as {@code helm}
 * @param program the program, absolute
 * @param version its version
 */
public record Tool(String name, Path program, ToolVersion version) {
  /** Refuses nulls. */
  public Tool {
    requireNonNull(name, "name is null");
    requireNonNull(program, "program is null");
    requireNonNull(version, "version is null");
  }
}
