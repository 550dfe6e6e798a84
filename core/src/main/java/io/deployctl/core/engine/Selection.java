package io.deployctl.core.engine;

import io.deployctl.core.config.StageSpec;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which steps are meant, and in which order. */
final class Selection {
  private Selection() {}

  /**
   * Returns the steps that were asked for, with what they need.
   *
   * @param only what was asked for; empty means all
   * @throws DeployctlException when a name is not known
   */
  static Set<StepId> of(List<StageSpec> stages, Set<StepId> only) {
    List<StepSpec> all = stages.stream().flatMap(stage -> stage.steps().stream()).toList();
    List<StepId> names = all.stream().map(StepSpec::name).toList();
    requireKnown(only, names);
    if (only.isEmpty()) {
      return Set.copyOf(names);
    }
    Set<StepId> selected = new HashSet<>(only);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (StepSpec step : all) {
        grew |= selected.contains(step.name()) && selected.addAll(step.needs());
      }
    }
    return selected;
  }

  /**
   * Refuses names of steps that are not known.
   *
   * @throws DeployctlException with the nearest known name of each
   */
  static void requireKnown(Set<StepId> asked, Collection<StepId> known) {
    List<String> names = known.stream().map(StepId::name).toList();
    List<Diagnostic> unknown = new ArrayList<>();
    asked.stream()
        .filter(step -> !known.contains(step))
        .sorted()
        .forEach(step -> unknown.add(unknown(step, names)));
    if (!unknown.isEmpty()) {
      throw new DeployctlException(ExitStatus.INVALID, unknown);
    }
  }

  /** Returns the stage's steps, each after the steps that it needs, else in the file's order. */
  static List<StepSpec> ordered(StageSpec stage) {
    List<StepSpec> left = new ArrayList<>(stage.steps());
    List<StepSpec> ordered = new ArrayList<>();
    Set<StepId> waiting = new HashSet<>();
    left.forEach(step -> waiting.add(step.name()));
    while (!left.isEmpty()) {
      StepSpec next =
          left.stream()
              .filter(step -> step.needs().stream().noneMatch(waiting::contains))
              .findFirst()
              .orElseThrow(() -> cycle(left));
      left.remove(next);
      waiting.remove(next.name());
      ordered.add(next);
    }
    return ordered;
  }

  private static Diagnostic unknown(StepId step, List<String> names) {
    Optional<String> nearest = Suggestion.nearest(step.name(), names);
    return Diagnostic.error("unknown-step", "there is no step `" + step + "`")
        .hint(
            nearest
                .map(name -> "did you mean `" + name + "`?")
                .orElse("the steps are: " + String.join(", ", names)));
  }

  private static DeployctlException cycle(List<StepSpec> left) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "needs-cycle",
                "steps need each other: "
                    + String.join(", ", left.stream().map(step -> step.name().name()).toList()))
            .at(left.get(0).position())
            .hint("take one of the `needs` away"));
  }
}
