package io.deployctl.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes lines from several threads by one thread of its own. Whatever has queued up while the disk
 * was busy is written together and shares one sync. After a failed write nothing is written any
 * more, and everybody who waits or comes later is told.
 */
final class GroupCommit {
  private static final int CAPACITY = 4096;

  private final LineSink sink;
  private final BlockingQueue<Line> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final Thread writer;
  private volatile IOException failure;

  GroupCommit(LineSink sink, String name) {
    this.sink = sink;
    this.writer = new Thread(this::writeAll, name);
    writer.setDaemon(true);
    writer.start();
  }

  /** Queues a line. It is on disk before any line that is appended synced after it. */
  void append(String line) throws IOException {
    enqueue(new Line(line, Optional.empty(), false));
  }

  /** Queues a line and returns once it is on disk. */
  void appendSynced(String line) throws IOException {
    await(line, false);
  }

  /** Writes what is queued, syncs, and ends. */
  void close() throws IOException {
    await("", true);
  }

  private void await(String line, boolean last) throws IOException {
    CompletableFuture<Optional<IOException>> synced = new CompletableFuture<>();
    enqueue(new Line(line, Optional.of(synced), last));
    Optional<IOException> failed = synced.join();
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  private void enqueue(Line line) throws IOException {
    if (failure != null && !line.last()) {
      throw failure;
    }
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(line);
        break;
      } catch (InterruptedException again) {
        // A journal with a hole is worse than a late interrupt.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    boolean open = true;
    while (open) {
      List<Line> group = nextGroup();
      commit(group);
      open = group.stream().noneMatch(Line::last);
    }
    List<Line> late = new ArrayList<>();
    queue.drainTo(late);
    late.forEach(line -> line.tell(Optional.of(new IOException("the journal is closed"))));
  }

  private List<Line> nextGroup() {
    List<Line> group = new ArrayList<>();
    while (group.isEmpty()) {
      try {
        group.add(queue.take());
      } catch (InterruptedException nobodyInterruptsThis) {
        continue;
      }
      queue.drainTo(group);
    }
    return group;
  }

  private void commit(List<Line> group) {
    boolean last = group.stream().anyMatch(Line::last);
    try {
      if (failure == null) {
        write(group);
      }
    } catch (IOException failed) {
      failure = failed;
    }
    if (last) {
      close(sink);
    }
    Optional<IOException> result = Optional.ofNullable(failure);
    group.forEach(line -> line.tell(result));
  }

  private void write(List<Line> group) throws IOException {
    StringBuilder text = new StringBuilder();
    group.forEach(line -> text.append(line.text()));
    sink.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    if (group.stream().anyMatch(line -> line.synced().isPresent())) {
      sink.sync();
    }
  }

  private void close(LineSink open) {
    try {
      open.close();
    } catch (IOException failed) {
      if (failure == null) {
        failure = failed;
      }
    }
  }

  /**
   * A line to write.
   *
   * @param text the line with its line feed
   * @param synced told once it is on disk, with the failure if it isn't; empty where nobody waits
   * @param last whether the journal ends after it
   */
  private record Line(
      String text, Optional<CompletableFuture<Optional<IOException>>> synced, boolean last) {
    void tell(Optional<IOException> result) {
      synced.ifPresent(waiting -> waiting.complete(result));
    }
  }
}
