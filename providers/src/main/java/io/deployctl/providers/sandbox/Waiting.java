package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.time.Duration;

/** Waits for something, in bounded time. */
final class Waiting {
  private static final long PAUSE_MILLIS = 25;

  private Waiting() {}

  /** Says whether what is waited for has come. */
  @FunctionalInterface
  interface Condition {
    /** A {@link StartFailure} ends the waiting; any other failure to tell means not yet. */
    boolean holds() throws IOException, InterruptedException;
  }

  /**
   * Asks again and again until the condition holds.
   *
   * @throws StartFailure if it does not when the patience is at its end
   */
  static void until(Duration patience, String what, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new StartFailure(what, patience);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean holds(Condition condition) throws IOException, InterruptedException {
    try {
      return condition.holds();
    } catch (StartFailure e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }
}
