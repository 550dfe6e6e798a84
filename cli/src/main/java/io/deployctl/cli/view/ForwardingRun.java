package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a run as another view does; subclasses add what that one does not. */
abstract class ForwardingRun implements RunView {
  private final RunView view;

  ForwardingRun(RunView view) {
    this.view = view;
  }

  @Override
  public void accept(RunEvent event) {
    view.accept(event);
  }

  @Override
  public <T> T ask(String question, Supplier<T> answer) {
    return view.ask(question, answer);
  }

  @Override
  public <T> T askMore(PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer) {
    return view.askMore(step, beyond, question, answer);
  }

  @Override
  public void stopping() {
    view.stopping();
  }

  @Override
  public void aborting() {
    view.aborting();
  }

  @Override
  public void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
    view.ended(exit, release, diagnostics);
  }
}
