package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.providers.kubernetes.client.RealPods;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a cluster's controllers from working for most of the time, until it is closed. */
final class SlowControllers implements AutoCloseable {
  private static final int HELD_MILLIS = 1500;
  private static final int FREE_MILLIS = 700;

  private final long controllers;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::alternate, "slow controllers");

  private SlowControllers(long controllers) {
    this.controllers = controllers;
  }

  static SlowControllers of(RealPods pods) {
    long process =
        pods.sandbox().status().components().stream()
            .filter(part -> part.program().equals("kube-controller-manager"))
            .findFirst()
            .orElseThrow()
            .pid()
            .orElseThrow();
    SlowControllers slow = new SlowControllers(process);
    slow.thread.start();
    return slow;
  }

  @Override
  public void close() throws InterruptedException {
    over.countDown();
    thread.join();
  }

  private void alternate() {
    try {
      do {
        send("STOP");
        boolean ending = over.await(HELD_MILLIS, TimeUnit.MILLISECONDS);
        send("CONT");
        if (ending) {
          return;
        }
      } while (!over.await(FREE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException | IOException impossible) {
      throw new IllegalStateException("the controllers can't be slowed down", impossible);
    }
  }

  private void send(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(controllers)).start().waitFor();
  }
}
