package io.deployctl.core.engine;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import java.util.Optional;

/** The journal of a run that only looks: there is nothing to go on from. */
final class NoJournal implements Journal {
  @Override
  public long intent(StepId step, Effect effect, long fence) {
    throw new IllegalStateException("a run that only looks does not act: " + effect.address());
  }

  @Override
  public void outcome(long intent, Optional<String> failure) {
    throw new IllegalStateException("a run that only looks has no intents");
  }

  @Override
  public void record(RunEvent event) {
    // Looking leaves no trace.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
