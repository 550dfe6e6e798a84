package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.Journal;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells events: the journal first, then whoever watches. */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final Journal journal;
  private final EventSink watchers;
  private final Consumer<DeployctlException> onJournalFailure;

  Reporter(Journal journal, EventSink watchers, Consumer<DeployctlException> onJournalFailure) {
    this.journal = journal;
    this.watchers = watchers;
    this.onJournalFailure = onJournalFailure;
  }

  /** Tells one event. Events of several threads come one after the other. */
  synchronized void tell(RunEvent event) {
    try {
      journal.record(event);
    } catch (DeployctlException failed) {
      onJournalFailure.accept(failed);
    }
    try {
      watchers.accept(event);
    } catch (RuntimeException broken) {
      // A view that breaks is no reason to leave the target half done.
      LOG.warn("a watcher of events failed", broken);
    }
  }
}
