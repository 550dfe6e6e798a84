package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a run while it goes on, and how it ended. Events may come from several threads. */
public interface RunView extends EventSink, InterruptView {
  /**
   * Asks whether to go on, with nothing drawn meanwhile.
   *
   * @param question what to print
   * @param answer waits for the answer
   */
  <T> T ask(String question, Supplier<T> answer);

  /**
   * Shows what a step would do beyond what was announced, and asks as {@link #ask} does.
   *
   * @param step the step with its new plan
   * @param beyond the effects that were not announced
   */
  <T> T askMore(PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer);

  /**
   * Tells how the run ended; called once, after the last event, and also where nothing was begun.
   *
   * @param exit how the command will end
   * @param release the run's release, if there is one
   * @param diagnostics causes, warnings and what to do next
   */
  void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics);
}
