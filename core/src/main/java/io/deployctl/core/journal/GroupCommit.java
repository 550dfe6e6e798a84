package io.deployctl.core.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Appends the lines of several threads to one sink. A line is written by the thread that has it:
 * handing it to a thread of its own costs more than the write. Threads that wait for the disk share
 * its syncs. After a failure nothing is written any more, and everybody who comes is told.
 */
final class GroupCommit {
  /** What who appends a line waits for. */
  enum Until {
    /** That the system has it: it outlives this process, and the disk had room for it. */
    WRITTEN,
    /** That the disk has it: it outlives a power cut. */
    SYNCED
  }

  private final LineSink sink;
  private final Object writing = new Object();
  private final Object syncing = new Object();
  private long written;
  private long synced;
  private boolean closed;
  private IOException failure;

  GroupCommit(LineSink sink) {
    this.sink = sink;
  }

  /** Appends a line, after all that were appended before it. */
  void append(String line, Until until) throws IOException {
    long number = write(line.getBytes(StandardCharsets.UTF_8));
    if (until == Until.SYNCED) {
      sync(number);
    }
  }

  /** Syncs what was written, and ends; has no effect where that was done. */
  void close() throws IOException {
    synchronized (syncing) {
      if (isOver()) {
        return;
      }
      try (sink) {
        sync(lastWritten());
      }
    }
  }

  private long write(byte[] line) throws IOException {
    synchronized (writing) {
      requireOpen();
      try {
        sink.write(line);
        return ++written;
      } catch (IOException failed) {
        throw fail(failed);
      }
    }
  }

  /**
   * Returns once the disk has the line of that number: another thread's sync may have seen to it.
   */
  private void sync(long number) throws IOException {
    synchronized (syncing) {
      if (synced >= number) {
        return;
      }
      long before = lastWritten();
      try {
        sink.sync();
        synced = before;
      } catch (IOException failed) {
        throw fail(failed);
      }
    }
  }

  private long lastWritten() throws IOException {
    synchronized (writing) {
      if (failure != null) {
        throw failure;
      }
      return written;
    }
  }

  private void requireOpen() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IOException("the journal is closed");
    }
  }

  /** Returns whether it was closed before; it is from now on. */
  private boolean isOver() {
    synchronized (writing) {
      boolean before = closed;
      closed = true;
      return before;
    }
  }

  private IOException fail(IOException failed) {
    synchronized (writing) {
      failure = failed;
      return failed;
    }
  }
}
