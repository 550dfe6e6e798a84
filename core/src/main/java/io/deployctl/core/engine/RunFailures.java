package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * What went wrong in a run, each trouble once. A run that can't be recorded finds that out at every
 * attempt to: in the step that it happened to, and at its end.
 */
final class RunFailures {
  private RunFailures() {}

  /** Returns the failures of steps, and what ended the run from inside, if no step tells it. */
  static List<Diagnostic> of(PlanExecution.Outcome outcome, RunContext context) {
    List<Diagnostic> all = new ArrayList<>(outcome.failures());
    context.haltedBy().orElse(List.of()).stream()
        .filter(why -> all.stream().noneMatch(told -> isSame(told, why)))
        .forEach(all::add);
    return all;
  }

  /** Returns the same for a run whose end could not be stored either. */
  static List<Diagnostic> unstored(
      PlanExecution.Outcome outcome, RunContext context, DeployctlException notStored) {
    List<Diagnostic> all = of(outcome, context);
    all.addAll(outcome.unproven());
    List<String> known =
        context.haltedBy().orElse(List.of()).stream().map(Diagnostic::code).toList();
    notStored.diagnostics().stream().filter(why -> !known.contains(why.code())).forEach(all::add);
    return all;
  }

  private static boolean isSame(Diagnostic told, Diagnostic why) {
    return told.code().equals(why.code())
        && told.summary().equals(why.summary())
        && told.details().equals(why.details());
  }
}
