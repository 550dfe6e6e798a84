package io.deployctl.core.journal;

import io.deployctl.core.model.RunId;

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
}
