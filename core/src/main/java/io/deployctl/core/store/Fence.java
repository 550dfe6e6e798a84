package io.deployctl.core.store;

import io.deployctl.core.file.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The fencing number of a directory: counted up, under its lock, at every change of holder. */
final class Fence {
  private Fence() {}

  /** Counts up and returns the new number. */
  static long next(Path file) throws IOException {
    long next = current(file) + 1;
    AtomicFiles.write(file, Long.toString(next).getBytes(StandardCharsets.UTF_8));
    return next;
  }

  private static long current(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NoSuchFileException first) {
      return 0;
    } catch (NumberFormatException damaged) {
      throw new IOException("`" + file.getFileName() + "` holds no number", damaged);
    }
  }
}
