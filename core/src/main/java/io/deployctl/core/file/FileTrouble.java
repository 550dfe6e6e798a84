package io.deployctl.core.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What keeps a file from being read or written, in the user's words instead of the platform's.
 *
 * @param cause what is wrong, without a final full stop: {@code the disk is full}
 * @param remedy what to do about it, as an instruction without a final full stop
 */
public record FileTrouble(String cause, String remedy) {
  /** Refuses nulls. */
  public FileTrouble {
    requireNonNull(cause, "cause is null");
    requireNonNull(remedy, "remedy is null");
  }

  /**
   * Returns what a failure means.
   *
   * @param failed what the platform threw
   * @param path the file or directory that it was about
   */
  public static FileTrouble of(IOException failed, Path path) {
    String reason = reason(failed);
    String lower = reason.toLowerCase(Locale.ROOT);
    Path place = existing(path);
    if (lower.contains("no space left")) {
      Path disk = directory(place);
      return new FileTrouble(
          "the disk is full (" + reason + ")",
          "free space there: `df -h " + disk + "` and `df -i " + disk + "` show what is left");
    }
    if (lower.contains("quota exceeded")) {
      return new FileTrouble(
          "the quota of the user or directory is used up (" + reason + ")",
          "delete what is not needed any more below `" + place + "`, or have the quota raised");
    }
    if (lower.contains("read-only file system")) {
      return new FileTrouble(
          "`" + place + "` is on a file system that is mounted read-only",
          "mount it writable: `findmnt -T " + place + "` shows it");
    }
    if (Files.exists(place) && !Files.isDirectory(place) && isInTheWay(failed, lower)) {
      return new FileTrouble(
          "`" + place + "` is a file where a directory has to be", "move `" + place + "` away");
    }
    if (failed instanceof AccessDeniedException || lower.contains("permission denied")) {
      return new FileTrouble(
          "this user may not write to `" + place + "`",
          "have it given to this user: `ls -ld " + place + "` shows whose it is");
    }
    if (failed instanceof NoSuchFileException) {
      Path parent = path.toAbsolutePath().getParent();
      boolean noParent = parent != null && !Files.exists(parent);
      return new FileTrouble(
          noParent ? "there is no directory `" + parent + "`" : "there is no `" + path + "`",
          "see that it is there, and spelt so");
    }
    return new FileTrouble(reason, "see that `" + place + "` is yours and can be written");
  }

  private static boolean isInTheWay(IOException failed, String reason) {
    return failed instanceof FileAlreadyExistsException
        || failed instanceof NoSuchFileException
        || reason.contains("not a directory");
  }

  private static String reason(IOException failed) {
    if (failed instanceof FileSystemException known) {
      return known.getReason() != null ? known.getReason() : known.getClass().getSimpleName();
    }
    return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
  }

  /** A file that could not be written whole is taken away again. */
  private static Path directory(Path place) {
    Path parent = place.getParent();
    return Files.isDirectory(place) || parent == null ? place : parent;
  }

  /** Returns the path itself, or what there is of it. */
  private static Path existing(Path path) {
    Path place = path.toAbsolutePath();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }
}
