package io.deployctl.core.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Writes private files (0600 in directories of 0700) so that a reader, and the next start after a
 * power cut, sees the old file or the new one, never a part.
 */
public final class AtomicFiles {
  /** How temporary files' names begin, for their directory's owner to clean up after a crash. */
  public static final String TEMPORARY = ".new-";

  private AtomicFiles() {}

  /** Makes the directory and its parents where they are missing. */
  public static void makeDirectory(Path directory) throws IOException {
    // A link to a directory is one, but Java 17 refuses to find it made.
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, mode("rwx------"));
    }
  }

  /** Writes the file, replacing it if it is there. Where that fails, it is as it was before. */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = writeTemporary(file, content);
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory(file.getParent());
  }

  /** Writes the file unless it is there already; returns whether it was written. */
  public static boolean writeNew(Path file, byte[] content) throws IOException {
    Path temporary = writeTemporary(file, content);
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException alreadyThere) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory(file.getParent());
    return true;
  }

  /** Opens a private file for locking, making it where it is missing. */
  public static FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file,
        java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        mode("rw-------"));
  }

  /**
   * Opens a private file that must not be there yet, to write to it bit by bit. It is no channel:
   * the first interrupt of a thread that writes would close that.
   */
  public static FileOutputStream openNew(Path file) throws IOException {
    create(file).close();
    syncDirectory(file.getParent());
    return new FileOutputStream(file.toFile(), true);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        mode("rw-------"));
  }

  private static Path writeTemporary(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
    try (FileChannel channel = create(temporary)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException failed) {
      Files.deleteIfExists(temporary);
      throw failed;
    }
    return temporary;
  }

  // Only a synced directory keeps a new name over a power cut. Windows can't and need not.
  private static void syncDirectory(Path directory) throws IOException {
    if (isPosix()) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
