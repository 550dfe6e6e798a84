package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Attempt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is told of a command that a run was cut off in. */
final class InDoubt {
  private InDoubt() {}

  static Diagnostic of(StepId step, ExecCommand command, Attempt attempt) {
    Diagnostic told = attempt.isLost() ? lost(command, attempt) : cutOff(command, attempt);
    String next = attempt.isLost() ? "apply" : "resume";
    return told.detail("the step has no `check` that would tell")
        .hint(
            "look whether it did its work, then `deployctl %s --done %s` or `deployctl %s --again %s`"
                .formatted(next, step, next, step));
  }

  private static Diagnostic cutOff(ExecCommand command, Attempt attempt) {
    return Diagnostic.error(
            "in-doubt", "nobody knows whether `%s` came to its end".formatted(command))
        .detail(
            "begun by run %s at %s, which ended before it could tell"
                .formatted(attempt.run(), seconds(attempt)));
  }

  private static Diagnostic lost(ExecCommand command, Attempt attempt) {
    return Diagnostic.error(
            "in-doubt", "nobody knows whether `%s` has to run once more".formatted(command))
        .detail(
            "what it ran with in run %s, which ended at %s, was lost with the environment's state"
                .formatted(attempt.run(), seconds(attempt)));
  }

  private static Instant seconds(Attempt attempt) {
    return attempt.at().truncatedTo(ChronoUnit.SECONDS);
  }
}
