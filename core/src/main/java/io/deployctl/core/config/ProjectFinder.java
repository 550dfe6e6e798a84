package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project that a directory belongs to. */
public final class ProjectFinder {
  /** The file that makes a directory a project. */
  public static final String FILE = "deployctl.yaml";

  private ProjectFinder() {}

  /**
   * Returns the nearest directory that has a project file: the given one or one above it.
   *
   * @throws DeployctlException when there is none
   */
  public static Path find(Path start) {
    for (Path at = start.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(FILE))) {
        return at;
      }
    }
    throw DeployctlException.invalid(
        Diagnostic.error(
                "no-project", "no " + FILE + " in " + start + " or in any directory above it")
            .hint("Go to a project, name one with `-C DIR`, or begin one with `deployctl init`"));
  }
}
