package io.deployctl.core.journal;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;

/**
 * The local write-ahead record of a run: JSON lines, readable after any crash, a torn last line
 * included. Holds no secrets. Safe for several threads.
 */
public interface Journal extends AutoCloseable {
  /**
   * Records that an effect is about to be done, and returns once that is safe on disk. Intents of
   * several threads share a sync.
   *
   * @param fence the lease's fencing number
   * @return the intent's number in this journal
   */
  long intent(StepId step, Effect effect, long fence);

  /** Records how an intended act ended; on disk before the next intent or the close. */
  void outcome(long intent, boolean succeeded);

  /** Records an event; on disk before the next intent or the close. */
  void record(RunEvent event);

  @Override
  void close();
}
