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
 * was busy is written together and shares one sync, where somebody waits for one. After a failed
 * write nothing is written any more, and everybody who waits or comes later is told.
 */
final class GroupCommit {
  private static final int CAPACITY = 4096;

  /** What who appends a line waits for. */
  enum Until {
    /** Nothing: whoever comes next is told where it fails. */
    QUEUED,
    /** That the system has it: it outlives this process, and the disk had room for it. */
    WRITTEN,
    /** That the disk has it: it outlives a power cut. */
    SYNCED
  }

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

  /** Appends a line, after all that were appended before it. */
  void append(String line, Until until) throws IOException {
    append(new Line(line, until, new CompletableFuture<>(), false));
  }

  /** Writes what is queued, syncs, and ends. */
  void close() throws IOException {
    append(new Line("", Until.SYNCED, new CompletableFuture<>(), true));
  }

  private void append(Line line) throws IOException {
    enqueue(line);
    if (line.until() == Until.QUEUED) {
      return;
    }
    Optional<IOException> failed = line.told().join();
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
        tell(group, Until.WRITTEN);
        sync(group);
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

  private static void tell(List<Line> group, Until until) {
    group.stream()
        .filter(line -> line.until() == until)
        .forEach(line -> line.tell(Optional.empty()));
  }

  private void write(List<Line> group) throws IOException {
    StringBuilder text = new StringBuilder();
    group.forEach(line -> text.append(line.text()));
    sink.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void sync(List<Line> group) throws IOException {
    if (group.stream().anyMatch(line -> line.until() == Until.SYNCED)) {
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
   * @param until what is waited for
   * @param told completed once that is so, with the failure where it failed
   * @param last whether the journal ends after it
   */
  private record Line(
      String text, Until until, CompletableFuture<Optional<IOException>> told, boolean last) {
    /** Tells how it went; only the first word counts. */
    void tell(Optional<IOException> result) {
      told.complete(result);
    }
  }
}
