package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Attempt;
import java.time.temporal.ChronoUnit;

/** What is told of a command that a run was cut off in. */
final class InDoubt {
  private InDoubt() {}

  static Diagnostic of(StepId step, ExecCommand command, Attempt attempt) {
    return Diagnostic.error(
            "in-doubt", "nobody knows whether `%s` came to its end".formatted(command))
        .detail(
            "begun by run %s at %s, which ended before it could tell"
                .formatted(attempt.run(), attempt.at().truncatedTo(ChronoUnit.SECONDS)))
        .detail("the step has no `check` that would tell")
        .hint(
            "look whether it did its work, then `deployctl resume --done %s` or `deployctl resume --again %s`"
                .formatted(step, step));
  }
}
