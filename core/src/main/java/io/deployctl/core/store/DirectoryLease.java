package io.deployctl.core.store;

import io.deployctl.core.file.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lease by a lock of the operating system, which ends with its process. It counts as lost when
 * the lock's file was deleted or replaced under it.
 */
final class DirectoryLease implements Lease {
  // A lock of the operating system belongs to the whole process, and closing any channel to its
  // file gives it up: so the whole process has to know which files it must not open again.
  private static final Set<Path> LOCKED_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private final Object fileKey;
  private final long fence;
  private final List<Runnable> onLost = new ArrayList<>();
  private boolean closed;
  private boolean lost;

  private DirectoryLease(Path file, FileChannel channel, FileLock lock, long fence)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    this.fence = fence;
    this.fileKey = fileKey(file);
  }

  /**
   * Takes the lock if it is free.
   *
   * @param file the lock's file, which holds the fencing number
   */
  static Optional<DirectoryLease> tryAcquire(Path file) throws IOException {
    Path real = real(file);
    if (!LOCKED_BY_THIS_PROCESS.add(real)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = AtomicFiles.openLock(file);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return giveUp(real, channel);
      }
      long fence = Fence.next(file.resolveSibling("fence"));
      return Optional.of(new DirectoryLease(real, channel, lock, fence));
    } catch (OverlappingFileLockException lockedHere) {
      return giveUp(real, channel);
    } catch (IOException | RuntimeException failed) {
      giveUp(real, channel);
      throw failed;
    }
  }

  /** Returns whether somebody holds the lock, this process included. */
  static boolean isTaken(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Path real = real(file);
    if (!LOCKED_BY_THIS_PROCESS.add(real)) {
      return true;
    }
    try (FileChannel channel = AtomicFiles.openLock(file)) {
      FileLock lock = channel.tryLock();
      return lock == null;
    } finally {
      LOCKED_BY_THIS_PROCESS.remove(real);
    }
  }

  @Override
  public long fence() {
    return fence;
  }

  @Override
  public boolean isHeld() {
    List<Runnable> actions = List.of();
    synchronized (this) {
      if (!closed && !lost && !stillOurs()) {
        lost = true;
        actions = List.copyOf(onLost);
      }
      if (actions.isEmpty()) {
        return !closed && !lost;
      }
    }
    actions.forEach(Runnable::run);
    return false;
  }

  @Override
  public void onLost(Runnable action) {
    synchronized (this) {
      if (!lost) {
        onLost.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException ended) {
      // The lock ends with its channel, and a channel that can't be closed is closed.
    } finally {
      LOCKED_BY_THIS_PROCESS.remove(file);
    }
  }

  private boolean stillOurs() {
    try {
      return lock.isValid() && Objects.equals(fileKey, fileKey(file));
    } catch (IOException gone) {
      return false;
    }
  }

  private static Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static Path real(Path file) throws IOException {
    return file.getParent().toRealPath().resolve(file.getFileName());
  }

  private static Optional<DirectoryLease> giveUp(Path real, FileChannel channel)
      throws IOException {
    if (channel != null) {
      channel.close();
    }
    LOCKED_BY_THIS_PROCESS.remove(real);
    return Optional.empty();
  }
}
