package io.deployctl.core.journal;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import java.util.Optional;

/**
 * The local write-ahead record of a run: JSON lines, readable after any crash, a torn last line
 * included. Holds no secrets. Safe for several threads.
 */
public interface Journal extends AutoCloseable {
  /**
   * Records that an effect is about to be done. Of one that must not be done twice, returns once
   * that is safe on disk, even if the power fails; intents of several threads share a sync. Of one
   * that may be repeated, returns once that is written, which this process's end can't undo: who
   * goes on looks at the target anyway.
   *
   * @param fence the lease's fencing number
   * @return the intent's number in this journal
   */
  long intent(StepId step, Effect effect, long fence);

  /**
   * Records how an intended act ended; safe on disk before the next intent that is.
   *
   * @param failure why it failed; empty where it succeeded
   */
  void outcome(long intent, Optional<String> failure);

  /**
   * Records an event; safe on disk before the next intent that is. The beginning and the end of an
   * act have a line already: its intent and its outcome.
   */
  void record(RunEvent event);

  /** Ends the journal; all of it is safe on disk then. */
  @Override
  void close();
}
