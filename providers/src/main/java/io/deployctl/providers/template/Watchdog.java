package io.deployctl.providers.template;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work that must not hang: past its time the caller goes on without it. */
final class Watchdog {
  private final Duration limit;

  Watchdog(Duration limit) {
    this.limit = limit;
  }

  /**
   * Returns what the work returns.
   *
   * @throws TemplateFailure what the work threw; also when it took too long or nested too deeply
   */
  <T> T run(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    // A thread of its own: a daemon, so that work that can't be stopped never keeps the command.
    Thread thread = new Thread(task, "template");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      task.cancel(true);
      String summary = "rendering takes longer than " + limit.toSeconds() + " s";
      throw new TemplateFailure("template-limit", summary, 0);
    } catch (InterruptedException stopped) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new TemplateFailure("template-limit", "rendering was interrupted", 0);
    } catch (ExecutionException failed) {
      throw unwrapped(failed.getCause());
    }
  }

  private static RuntimeException unwrapped(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return new TemplateFailure("template-limit", "the template is nested too deeply", 0);
    }
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    return new IllegalStateException(cause);
  }
}
