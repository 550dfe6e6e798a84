package io.deployctl.providers.kubernetes.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Threads for calls that wait for the server, in bounded number. */
public final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  /** Makes as many threads as calls may run side by side. */
  public Workers(int parallelism) {
    threads =
        Executors.newFixedThreadPool(
            parallelism,
            work -> {
              Thread thread = new Thread(work, "calls");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Does the work for every input, side by side, and returns the results in the inputs' order. All
   * work comes to its end, then the first failure in that order is thrown.
   *
   * @throws ApiFailure when the calling thread was interrupted; work may go on then
   */
  public <I, O> List<O> map(List<I> inputs, Function<I, O> work) {
    List<Future<O>> running = new ArrayList<>();
    inputs.forEach(input -> running.add(threads.submit(() -> work.apply(input))));
    List<O> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<O> future : running) {
      try {
        results.add(future.get());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new ApiFailure(
            0, "Interrupted", "interrupted while waiting for the API server", Optional.empty());
      } catch (ExecutionException failed) {
        failure = failure == null ? unchecked(failed.getCause()) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  /** Does the work for every input as {@link #map} does. */
  public <I> void each(List<I> inputs, Consumer<I> work) {
    List<I> unused =
        map(
            inputs,
            input -> {
              work.accept(input);
              return input;
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
