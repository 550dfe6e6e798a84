package io.deployctl.providers.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A child process and everything that came from it. A process whose parent has died is nobody's
 * descendant any more, so members are also found by the child's session and by a mark in their
 * environment, where the system has {@code /proc}. For one thread.
 */
final class ProcessTree {
  /** The environment variable that carries the mark. */
  static final String VARIABLE = "DEPLOYCTL_PROCESS_TREE";

  private static final Path PROC = Path.of("/proc");
  private static final Duration STRAGGLERS = Duration.ofMillis(500);
  private static final int KILL_ROUNDS = 5;

  private final ProcessHandle root;
  private final String mark;
  private final Duration grace;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  ProcessTree(ProcessHandle root, String mark, Duration grace) {
    this.root = root;
    this.mark = mark;
    this.grace = grace;
    seen.add(root);
  }

  /**
   * Returns a fresh mark. It holds the mark that deployctl itself may run under, so that an outer
   * deployctl still knows all of its own.
   */
  static String mark(Map<String, String> environment) {
    String outer = environment.get(VARIABLE);
    String fresh = UUID.randomUUID().toString();
    return outer == null ? fresh : outer + ":" + fresh;
  }

  /**
   * Ends what the child left behind when it ended by itself: a moment to finish, then as {@link
   * #end()}.
   */
  void endStragglers() {
    if (!awaitGone(STRAGGLERS)) {
      end();
    }
  }

  /**
   * Ends all of it. The root is asked first and alone, because it may be a tool that ends its own
   * children in order (Terraform its plugins); after half of the grace the rest is asked, and after
   * all of it what is left is killed.
   */
  void end() {
    Duration half = grace.dividedBy(2);
    members();
    root.destroy();
    awaitGone(root, half);
    members().forEach(ProcessHandle::destroy);
    boolean gone = awaitGone(half);
    for (int round = 0; !gone && round < KILL_ROUNDS; round++) {
      members().forEach(ProcessHandle::destroyForcibly);
      gone = awaitGone(Duration.ofMillis(400));
    }
  }

  private static void awaitGone(ProcessHandle process, Duration atMost) {
    await(() -> !process.isAlive(), atMost);
  }

  private boolean awaitGone(Duration atMost) {
    return await(() -> members().isEmpty(), atMost);
  }

  private static boolean await(java.util.function.BooleanSupplier done, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    long pause = 1;
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (InterruptedException later) {
        interrupted = true;
      }
      pause = Math.min(2 * pause, 50);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return done.getAsBoolean();
  }

  /**
   * Returns every member that runs. Whoever was seen once is remembered after losing its parent.
   */
  private Set<ProcessHandle> members() {
    findInProc();
    Set<ProcessHandle> alive = new LinkedHashSet<>();
    for (ProcessHandle known : Set.copyOf(seen)) {
      known.descendants().forEach(seen::add);
    }
    seen.removeIf(process -> !process.isAlive() || isZombie(process));
    alive.addAll(seen);
    return alive;
  }

  private void findInProc() {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        if (isMember(entry)) {
          ProcessHandle.of(Long.parseLong(entry.getFileName().toString())).ifPresent(seen::add);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
      // Without /proc the descendants have to do.
      return;
    }
  }

  private boolean isMember(Path entry) {
    String[] stat = stat(entry);
    if (stat.length < 4 || stat[0].equals("Z")) {
      return false;
    }
    return stat[3].equals(Long.toString(root.pid()))
        || read(entry.resolve("environ")).contains(mark);
  }

  private static boolean isZombie(ProcessHandle process) {
    String[] stat = stat(PROC.resolve(Long.toString(process.pid())));
    return stat.length > 0 && stat[0].equals("Z");
  }

  /** Returns the fields after the program's name: state, parent, process group, session. */
  private static String[] stat(Path entry) {
    String stat = read(entry.resolve("stat"));
    int name = stat.lastIndexOf(") ");
    return name < 0 ? new String[0] : stat.substring(name + 2).split(" ", 5);
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException notOurs) {
      return "";
    }
  }
}
