package io.deployctl.cli.story;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Looks at the arguments of this process's descendants, again and again, for secrets. */
final class ProcessWatch implements AutoCloseable {
  private final Collection<String> secrets;
  private final Set<String> leaks = ConcurrentHashMap.newKeySet();
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean watching = true;

  ProcessWatch(Collection<String> secrets) {
    this.secrets = List.copyOf(secrets);
    this.thread = new Thread(this::watch, "process-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the programs that were given a secret as an argument. */
  Set<String> leaks() {
    return leaks;
  }

  /** Returns how many processes were looked at. */
  int seen() {
    return seen.size();
  }

  @Override
  public void close() {
    watching = false;
    thread.interrupt();
  }

  private void watch() {
    while (watching) {
      try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
        children.forEach(this::look);
      }
      Thread.onSpinWait();
      try {
        Thread.sleep(5);
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  private void look(ProcessHandle process) {
    seen.add(process.pid());
    String line = process.info().commandLine().orElse("");
    for (String secret : secrets) {
      if (line.contains(secret)) {
        leaks.add(process.info().command().orElse("?"));
      }
    }
  }
}
