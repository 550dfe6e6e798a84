package io.deployctl.providers.input;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that nobody but the user can read, from their first byte on. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Writes the file (0600) anew, whatever was there, and returns it.
   *
   * @throws DeployctlException when it can't be written
   */
  public static Path write(Path file, byte[] content) {
    try {
      Files.deleteIfExists(file);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(file, "rw-------"))) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      return file;
    } catch (IOException failed) {
      throw failure("write `" + file + "`", file, failed);
    }
  }

  /**
   * Makes the directory (0700) and those above it where they are not there, and returns it.
   *
   * @throws DeployctlException when it can't be made
   */
  public static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory, attributes(directory, "rwx------"));
    } catch (IOException failed) {
      throw failure("make the directory `" + directory + "`", directory, failed);
    }
  }

  // Nearly always, it is the work directory of a step.
  private static DeployctlException failure(String doing, Path path, IOException failed) {
    FileTrouble trouble = FileTrouble.of(failed, path);
    return DeployctlException.failed(
        Diagnostic.error("file-failed", "can't " + doing)
            .detail(trouble.cause())
            .hint(trouble.remedy() + "; temporary files go where `TMPDIR` says"));
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
