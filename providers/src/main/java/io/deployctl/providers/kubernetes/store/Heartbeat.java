package io.deployctl.providers.kubernetes.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Beats until it is ended. A beat that hangs is given up when the next one is due, so that one dead
 * connection does not cost the lease.
 */
final class Heartbeat {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Duration every;
  private final BooleanSupplier beat;
  private final Runnable afterEach;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "lease-heartbeat");
  private final ExecutorService beats =
      Executors.newCachedThreadPool(
          work -> {
            Thread worker = new Thread(work, "lease-beat");
            worker.setDaemon(true);
            return worker;
          });

  /**
   * Makes one that does not beat yet.
   *
   * @param beat beats once and returns whether that was confirmed; it ends when it is interrupted
   * @param afterEach is called after each beat, confirmed or not
   */
  Heartbeat(LeaseTiming timing, BooleanSupplier beat, Runnable afterEach) {
    this.every = timing.renewEvery();
    this.beat = beat;
    this.afterEach = afterEach;
    thread.setDaemon(true);
  }

  /** Begins to beat. */
  void start() {
    thread.start();
  }

  /** Beats no more; returns at once. */
  void endSoon() {
    end.countDown();
  }

  /** Beats no more; returns when the last beat is over. */
  void stop() {
    endSoon();
    beats.shutdownNow();
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration pause = every;
    try {
      while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean confirmed = beatOnce();
        afterEach.run();
        pause = confirmed || every.compareTo(RETRY) < 0 ? every : RETRY;
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      beats.shutdownNow();
    }
  }

  private boolean beatOnce() throws InterruptedException {
    if (beats.isShutdown()) {
      return false;
    }
    Future<Boolean> pending = beats.submit(beat::getAsBoolean);
    try {
      return pending.get(every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hanging) {
      pending.cancel(true);
      return false;
    } catch (ExecutionException failed) {
      return false;
    }
  }
}
