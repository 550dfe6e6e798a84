package io.deployctl.cli.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The arguments of every child process. Each is started through {@code setsid}, so that a program
 * of that name which comes first on the PATH sees them all.
 */
final class ArgumentLog {
  private final Path file;

  private ArgumentLog(Path file) {
    this.file = file;
  }

  /**
   * Puts the program into a directory.
   *
   * @param programs a directory that comes first on the PATH
   * @param file where the arguments are written to
   */
  static ArgumentLog in(Path programs, Path file) {
    try {
      Files.createDirectories(programs);
      Path wrapper =
          Files.writeString(
              programs.resolve("setsid"),
              "#!/bin/sh\nprintf '%%s\\0' \"$@\" >>'%s'\nexec /usr/bin/setsid \"$@\"\n"
                  .formatted(file));
      Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
      Files.createFile(file);
      return new ArgumentLog(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the arguments of all of them, one after the other. */
  List<String> arguments() {
    try {
      return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
