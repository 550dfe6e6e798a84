package io.deployctl.core.journal;

import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;

/** Opens the journal of a run. */
@FunctionalInterface
public interface JournalFactory {
  /**
   * Opens a new journal.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when it can't be written: a run without
   *     a journal does not begin
   */
  Journal open(RunId run);

  /**
   * Returns what the journal of an earlier run, if it is on this machine, knows of what that run
   * did in a step.
   */
  default PastAct past(RunId run, StepId step) {
    return PastAct.UNKNOWN;
  }
}
