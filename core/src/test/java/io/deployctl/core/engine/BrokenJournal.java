package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import java.util.Optional;

/** Takes events, and fails at the first intent. */
final class BrokenJournal implements Journal {
  @Override
  public long intent(StepId step, Effect effect, long fence) {
    throw DeployctlException.failed(
        Diagnostic.error("journal-failed", "can't write the run's journal"));
  }

  @Override
  public void outcome(long intent, Optional<String> failure) {
    throw new IllegalStateException("nothing was intended");
  }

  @Override
  public void record(RunEvent event) {
    assertThat(event.at()).isNotNull();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
