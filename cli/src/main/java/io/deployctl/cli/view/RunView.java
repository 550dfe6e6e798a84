package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;

/** Shows a run while it goes on, and how it ended. Events may come from several threads. */
public interface RunView extends EventSink {
  /**
   * Tells how the run ended; called once, after the last event, and also where nothing was begun.
   *
   * @param exit how the command will end
   * @param release the run's release, if there is one
   * @param diagnostics causes, warnings and what to do next
   */
  void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics);
}
