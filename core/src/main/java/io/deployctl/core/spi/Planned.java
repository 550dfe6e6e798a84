package io.deployctl.core.spi;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import java.util.List;

/** What planning a step came to. */
public sealed interface Planned {
  /**
   * The step can be reviewed.
   *
   * @param plan what it would do
   * @param identity what the step is in the target, such as {@code helm:ecap/redis}; empty where it
   *     is nothing but its objects
   * @param notes warnings and notes for the reviewer
   */
  record Ready(StepPlan plan, String identity, List<Diagnostic> notes) implements Planned {
    /** Copies. */
    public Ready {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The step can't be planned, so nothing of the whole plan is applied.
   *
   * @param diagnostics why; at least one error
   */
  record Refused(List<Diagnostic> diagnostics) implements Planned {
    /** Copies. */
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
