package io.deployctl.core.spi;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.value.Value;
import java.util.List;
import java.util.Map;

/** What planning a step came to. */
public sealed interface Planned {
  /**
   * The step can be reviewed.
   *
   * @param plan what it would do
   * @param identity what the step is in the target, such as {@code helm:ecap/redis}; empty where it
   *     is nothing but its objects
   * @param notes warnings and notes for the reviewer
   * @param knownOutputs outputs that are certain already, because nothing that they come from
   *     changes; never written anywhere
   * @param verdicts what is there, or is not, where nothing is done with it; only for a plan that
   *     takes things over
   */
  record Ready(
      StepPlan plan,
      String identity,
      List<Diagnostic> notes,
      Map<String, Value> knownOutputs,
      List<Verdict> verdicts)
      implements Planned {
    /** Copies. */
    public Ready {
      notes = List.copyOf(notes);
      knownOutputs = Map.copyOf(knownOutputs);
      verdicts = List.copyOf(verdicts);
    }

    /** Makes one of a step that takes nothing over. */
    public Ready(
        StepPlan plan, String identity, List<Diagnostic> notes, Map<String, Value> knownOutputs) {
      this(plan, identity, notes, knownOutputs, List.of());
    }

    /** Returns this with what was found beside. */
    public Ready with(List<Verdict> found) {
      return new Ready(plan, identity, notes, knownOutputs, found);
    }

    /** Makes one of a step without outputs that are known by now. */
    public Ready(StepPlan plan, String identity, List<Diagnostic> notes) {
      this(plan, identity, notes, Map.of());
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
