package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can't be mistaken for a later one with the same number.
 *
 * @param pid its number
 * @param start tells when it started, in words that no later process of that number shares
 */
record ProcessIdentity(long pid, String start) {
  private static final Path PROC = Path.of("/proc");

  /** Refuses a null start. */
  ProcessIdentity {
    requireNonNull(start, "start is null");
  }

  /** Returns the live process that has the number now; nothing if there is none. */
  static Optional<ProcessIdentity> of(long pid) {
    return start(pid).map(start -> new ProcessIdentity(pid, start));
  }

  /** Reads what {@link #toString} wrote; nothing if the text is anything else. */
  static Optional<ProcessIdentity> parse(String text) {
    String[] words = text.strip().split(" ");
    if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,9}")) {
      return Optional.empty();
    }
    return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]));
  }

  /** Returns whether this very process is still there (one that only waits to be reaped is not). */
  boolean alive() {
    return start(pid).filter(start::equals).isPresent();
  }

  /** Asks the process to end, or ends it where forced; does nothing if it is gone. */
  void end(boolean forced) {
    if (!alive()) {
      return;
    }
    ProcessHandle.of(pid).ifPresent(handle -> endQuietly(handle, forced));
  }

  private static void endQuietly(ProcessHandle handle, boolean forced) {
    if (forced) {
      handle.destroyForcibly();
    } else {
      handle.destroy();
    }
  }

  /**
   * Linux counts a start in ticks since boot, which no change of the clock moves; elsewhere the
   * time of day has to do.
   */
  private static Optional<String> start(long pid) {
    if (Files.isDirectory(PROC.resolve("self"))) {
      return linuxStart(PROC, pid);
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(Instant::toString);
  }

  /** Reads {@code /proc/PID/stat}; proc(5): field 3 is the state, field 22 the start. */
  static Optional<String> linuxStart(Path proc, long pid) {
    try {
      String stat = Files.readString(proc.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[0].equals("Z") || fields[0].equals("X")) {
        return Optional.empty();
      }
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return Optional.of(boot + ":" + fields[19]);
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return pid + " " + start;
  }
}
