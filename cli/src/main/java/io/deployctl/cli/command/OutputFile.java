package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.AtomicFiles;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that a command writes where the user said, for its owner only. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Writes the file as a whole: until then, and where that fails, an earlier one stays.
   *
   * @param directory what the name is relative to
   * @param named the file as the user named it
   * @param what what it holds, for messages: {@code the plan}
   * @throws DeployctlException when it can't be written
   */
  static void write(Path directory, Path named, byte[] bytes, String what) {
    Path file = directory.resolve(named);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw failure(
          what,
          named,
          new FileTrouble(
              "it is there, and is no file: a link, a directory or a device",
              "name a new file, or one that may be replaced"));
    }
    try {
      AtomicFiles.write(file, bytes);
    } catch (IOException failed) {
      throw failure(what, named, FileTrouble.of(failed, file));
    }
  }

  /**
   * Writes a file that holds secrets, and makes sure that nobody but its owner can read it.
   *
   * @throws DeployctlException when it can't be written, or could be read by others
   */
  static void writeSecret(Path directory, Path named, byte[] bytes, String what) {
    Path file = directory.resolve(named);
    if (Files.exists(file) && isReadByOthers(file)) {
      throw failure(
          what,
          named,
          new FileTrouble(
              "it is there, and others than its owner can read it",
              "name a new file, or `chmod 600 " + named + "`"));
    }
    write(directory, named, bytes, what);
    if (isReadByOthers(file)) {
      delete(file);
      throw failure(
          what,
          named,
          new FileTrouble(
              "its file system lets others read it whatever its permissions",
              "name a file on a file system with permissions"));
    }
  }

  private static boolean isReadByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream()
          .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    } catch (UnsupportedOperationException noPermissions) {
      return false;
    } catch (IOException unknown) {
      return true;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      // The message names the file, and says who can read it.
    }
  }

  private static DeployctlException failure(String what, Path named, FileTrouble trouble) {
    return DeployctlException.failed(
        Diagnostic.error("cannot-write", "can't save " + what + " to `" + named + "`")
            .detail(trouble.cause())
            .hint(trouble.remedy()));
  }
}
