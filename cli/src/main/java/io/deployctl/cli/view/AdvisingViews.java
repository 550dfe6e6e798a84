package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What others show, with hints that say as much as somebody who types them needs. */
public final class AdvisingViews extends ForwardingViews {
  private final UnaryOperator<String> completion;

  /**
   * Makes them.
   *
   * @param others what shows it
   * @param completion makes of a hint one that can be typed; of a complete one, the same
   */
  public AdvisingViews(Views others, UnaryOperator<String> completion) {
    super(others);
    this.completion = completion;
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    super.diagnostics(complete(diagnostics));
  }

  @Override
  public RunView run(Plan plan) {
    return new ForwardingRun(super.run(plan)) {
      @Override
      public void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
        super.ended(exit, release, complete(diagnostics));
      }
    };
  }

  private List<Diagnostic> complete(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::complete).toList();
  }

  private Diagnostic complete(Diagnostic diagnostic) {
    return diagnostic.hint().map(completion).map(diagnostic::hint).orElse(diagnostic);
  }
}
