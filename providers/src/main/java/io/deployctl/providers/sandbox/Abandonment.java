package io.deployctl.providers.sandbox;

import java.io.IOException;

/**
 * Sees to it that a start which does not succeed leaves no process and no directory, whether it
 * fails or the whole command is interrupted by a signal.
 */
final class Abandonment implements AutoCloseable {
  private final Startup startup;
  private final SandboxDirectory directory;
  private final Thread hook;
  private boolean kept;

  private Abandonment(Startup startup, SandboxDirectory directory) {
    this.startup = startup;
    this.directory = directory;
    this.hook = new Thread(this::abandonQuietly, "sandbox-abandonment");
  }

  /** Returns a watch over the start, which must be told if the start is to be kept. */
  static Abandonment unlessKept(Startup startup, SandboxDirectory directory) {
    Abandonment watch = new Abandonment(startup, directory);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /** Says that the start succeeded. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      startup.abandon();
      directory.delete();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is at work: it does no harm to do it twice.
      return;
    }
  }

  private void abandonQuietly() {
    startup.abandon();
    try {
      directory.delete();
    } catch (IOException e) {
      // The next start removes what is left; no process is.
      return;
    }
  }
}
