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
 * Lets one command at a time change a sandbox. The operating system frees it with the process, so
 * that a killed command blocks nobody.
 */
final class SandboxLock {
  private static final long PAUSE_MILLIS = 50;

  private SandboxLock() {}

  /** What is done while holding the lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Does the work while no other command changes the sandbox; waits for another one to finish.
   *
   * @throws DeployctlException if the other one is not done when twice the patience is at its end
   */
  static <T> T holding(SandboxSpec spec, Progress progress, Work<T> work)
      throws IOException, InterruptedException {
    Files.createDirectories(spec.home().sandboxes());
    Path file = spec.home().sandboxes().resolve("." + spec.name() + ".lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      await(channel, spec.name(), spec.patience().multipliedBy(2), progress);
      return work.run();
    }
  }

  private static void await(FileChannel channel, String name, Duration patience, Progress progress)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (!locked(channel)) {
      if (System.nanoTime() > deadline) {
        throw new DeployctlException(
            ExitStatus.LOCKED,
            Diagnostic.error(
                    "sandbox-busy", "Another command is at work on the sandbox `" + name + "`")
                .hint("Wait for it to finish, or end it, and try again"));
      }
      if (!told) {
        progress.report("waiting for another command on this sandbox");
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
