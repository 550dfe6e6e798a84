package io.deployctl.providers.input;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Writes the file (0600) anew, whatever was there, and returns it. */
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
      throw new UncheckedIOException("write " + file, failed);
    }
  }

  /** Makes the directory (0700) and those above it where they are not there, and returns it. */
  public static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory, attributes(directory, "rwx------"));
    } catch (IOException failed) {
      throw new UncheckedIOException("make directory " + directory, failed);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
