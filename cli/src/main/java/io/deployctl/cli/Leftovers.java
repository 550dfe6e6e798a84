package io.deployctl.cli;

import io.deployctl.core.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * What commands that were killed left of their temporary files: settings with secrets, saved plans,
 * kubeconfigs. A command holds a lock in its directory for as long as it lives. A tool that
 * outlived its command may still read there, so that what is left stays for a day.
 */
final class Leftovers {
  static final String PREFIX = "deployctl-";
  static final String MARK = "in-use";
  static final Duration AGE = Duration.ofDays(1);

  private Leftovers() {}

  /** Marks a directory as in use until the channel is closed, or the process ends. */
  static FileChannel mark(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(MARK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      // Without locks on this file system the directory stays, as nobody can tell that it is left.
      channel.tryLock();
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /**
   * Deletes what is left of killed commands beside a directory, as far as it can be deleted.
   *
   * @param own the marked directory of this command; its age is measured by the same clock as
   *     theirs
   */
  static void sweep(Path own) {
    try (DirectoryStream<Path> beside = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
      Instant now = Files.getLastModifiedTime(own.resolve(MARK)).toInstant();
      for (Path directory : beside) {
        if (!directory.equals(own) && isOfSameOwner(directory, own) && isOld(directory, now)) {
          deleteUnlessInUse(directory);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // It is only cleaning up: the command does without.
      return;
    }
  }

  /** Deletes a directory with all that is in it, as far as it can be deleted. */
  static void delete(Path directory) {
    try {
      FileTree.delete(directory);
    } catch (IOException left) {
      // The command's result does not depend on it, and the directory is private.
      return;
    }
  }

  private static boolean isOfSameOwner(Path directory, Path own) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
  }

  private static boolean isOld(Path directory, Instant now) throws IOException {
    Path mark = directory.resolve(MARK);
    return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(mark).toInstant().isBefore(now.minus(AGE));
  }

  private static void deleteUnlessInUse(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(MARK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        delete(directory);
      }
    } catch (OverlappingFileLockException ours) {
      // Another part of this very process uses it.
      return;
    }
  }
}
