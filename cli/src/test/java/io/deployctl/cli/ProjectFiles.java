package io.deployctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of a test's project. */
public final class ProjectFiles {
  private ProjectFiles() {}

  /** Writes a file of the project, and makes the directories that it is in. */
  public static void write(Path project, String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
