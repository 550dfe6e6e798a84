package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Lets one command at a time do something, by locking a file. The operating system frees it with
 * the process, so that a killed command blocks nobody.
 */
final class ExclusiveWork {
  private static final long PAUSE_MILLIS = 50;

  private ExclusiveWork() {}

  /** What is done while holding the lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Does the work while no other command holds the lock; waits for another one to finish.
   *
   * @param what is worked on, for the message
   * @throws DeployctlException if the other one is not done when the patience is at its end
   */
  static <T> T holding(Path file, String what, Duration patience, Progress progress, Work<T> work)
      throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      await(channel, what, patience, progress);
      return work.run();
    }
  }

  private static void await(FileChannel channel, String what, Duration patience, Progress progress)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (!locked(channel)) {
      if (System.nanoTime() > deadline) {
        throw new DeployctlException(
            ExitStatus.LOCKED,
            Diagnostic.error("sandbox-busy", "Another command is at work on " + what)
                .hint("Wait for it to finish, or end it, and try again"));
      }
      if (!told) {
        progress.report("waiting for another command at work on " + what);
        told = true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this very process holds it.
      return false;
    }
  }
}
