package io.deployctl.providers.process;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.PumpStreamHandler;

/** One child process, from its start until nothing of it is left. For one thread. */
final class Child {
  /** Longer than a tree of processes takes to be asked, waited for and killed. */
  private static final Duration MOST = Duration.ofMinutes(1);

  private final Process process;
  private final ProcessTree tree;
  private final PumpStreamHandler pumps;
  private ToolResult.End end = ToolResult.End.EXITED;

  Child(Process process, ProcessTree tree, PumpStreamHandler pumps) {
    this.process = process;
    this.tree = tree;
    this.pumps = pumps;
  }

  /** Returns how the child ended; of use after {@link #await} only. */
  ToolResult.End end() {
    return end;
  }

  /** Lets the child run to its end, its timeout or an abort, and returns its exit code or -1. */
  int await(Duration timeout, Cancellation cancellation) throws IOException {
    pumps.setProcessInputStream(process.getOutputStream());
    pumps.setProcessOutputStream(process.getInputStream());
    pumps.setProcessErrorStream(process.getErrorStream());
    pumps.start();
    CompletableFuture<ToolResult.End> ended =
        process.onExit().thenApply(gone -> ToolResult.End.EXITED);
    CompletableFuture<Void> over = new CompletableFuture<>();
    // Whoever aborts may end this very program next: by then, nothing of the child may be left.
    Runnable abort =
        () -> {
          ended.complete(ToolResult.End.ABORTED);
          awaitEnd(over);
        };
    cancellation.onAbort(abort);
    boolean interrupted = false;
    try {
      end = ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLong) {
      end = ToolResult.End.TIMED_OUT;
    } catch (InterruptedException stopped) {
      interrupted = true;
      end = ToolResult.End.ABORTED;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("waiting for a process never fails", impossible);
    } finally {
      cancellation.forget(abort);
      finish();
      over.complete(null);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return end == ToolResult.End.EXITED ? process.exitValue() : -1;
  }

  private static void awaitEnd(CompletableFuture<Void> over) {
    try {
      over.get(MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unkillable) {
      // Nobody can wait for what can't be ended.
      return;
    }
  }

  private void finish() {
    if (end == ToolResult.End.EXITED) {
      tree.endStragglers();
    } else {
      tree.end();
    }
    try {
      pumps.stop();
    } catch (IOException stillHeld) {
      // Somebody whom nobody can kill holds the pipe. Closing our end frees the pump's thread.
      closeStreams();
    }
  }

  private void closeStreams() {
    try {
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
    } catch (IOException gone) {
      // What can't be closed is closed.
      return;
    }
  }
}
