package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.StepId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which step comes before which: earlier stages, and within a stage what {@code needs} says. */
final class StepOrder {
  private final List<ProjectSpec.Stage> stages;
  private final Diagnostics problems;
  private final Map<StepId, Integer> stageOf = new LinkedHashMap<>();
  private final Map<StepId, StepSpec> specs = new LinkedHashMap<>();

  StepOrder(List<ProjectSpec.Stage> stages, Diagnostics problems) {
    this.stages = stages;
    this.problems = problems;
    for (int i = 0; i < stages.size(); i++) {
      for (ProjectSpec.Step step : stages.get(i).steps()) {
        stageOf.put(step.spec().name(), i);
        specs.put(step.spec().name(), step.spec());
      }
    }
  }

  /** Checks that {@code needs} names steps of the same stage and has no circle. */
  void check() {
    specs.values().forEach(this::checkNeeds);
    Set<StepId> reported = new LinkedHashSet<>();
    Set<StepId> through = new LinkedHashSet<>();
    for (StepSpec spec : specs.values()) {
      circle(spec.name(), new ArrayList<>(), through).ifPresent(circle -> report(circle, reported));
    }
  }

  /** Returns whether the first step is certain to be through before the second begins. */
  boolean isBefore(StepId first, StepId second) {
    Integer firstStage = stageOf.get(first);
    Integer secondStage = stageOf.get(second);
    if (firstStage == null || secondStage == null) {
      return false;
    }
    return firstStage < secondStage
        || firstStage.equals(secondStage)
            && reachable(second, new LinkedHashSet<>()).contains(first);
  }

  private void checkNeeds(StepSpec spec) {
    for (StepId need : spec.needs()) {
      Integer stage = stageOf.get(need);
      if (stage != null && stage.equals(stageOf.get(spec.name()))) {
        continue;
      }
      String name = need.name();
      Diagnostic diagnostic =
          stage == null
              ? Diagnostic.error(
                  "unknown-step", "`" + spec.name() + "` needs `" + name + "`, which is no step")
              : Diagnostic.error(
                  "needs-other-stage",
                  "`" + spec.name() + "` needs `" + name + "`, which is a step of another stage");
      String hint =
          stage == null
              ? nearest(name, spec)
              : "`needs` orders the steps of one stage; stages run one after the other anyway";
      problems.add(diagnostic.at(spec.position()).hint(hint));
    }
  }

  private String nearest(String name, StepSpec spec) {
    List<String> known =
        stages.get(stageOf.get(spec.name())).steps().stream()
            .map(step -> step.spec().name().name())
            .filter(other -> !other.equals(spec.name().name()))
            .toList();
    return Suggestion.nearest(name, known)
        .map(n -> "Did you mean `" + n + "`?")
        .orElse("Name a step of the same stage");
  }

  private Optional<List<StepId>> circle(StepId at, List<StepId> path, Set<StepId> through) {
    if (through.contains(at)) {
      return Optional.empty();
    }
    if (path.contains(at)) {
      List<StepId> circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
      circle.add(at);
      return Optional.of(circle);
    }
    path.add(at);
    for (StepId need : needs(at)) {
      Optional<List<StepId>> circle = circle(need, path, through);
      if (circle.isPresent()) {
        return circle;
      }
    }
    path.remove(path.size() - 1);
    through.add(at);
    return Optional.empty();
  }

  private void report(List<StepId> circle, Set<StepId> reported) {
    if (reported.containsAll(circle)) {
      return;
    }
    reported.addAll(circle);
    String names = circle.stream().map(StepId::name).collect(Collectors.joining(" -> "));
    problems.add(
        Diagnostic.error("cycle", "steps need each other in a circle: " + names)
            .at(specs.get(circle.get(0)).position())
            .hint("Remove one of these `needs`"));
  }

  private Set<StepId> reachable(StepId from, Set<StepId> seen) {
    for (StepId need : needs(from)) {
      if (seen.add(need)) {
        reachable(need, seen);
      }
    }
    return seen;
  }

  private List<StepId> needs(StepId step) {
    return specs.get(step).needs().stream()
        .filter(need -> stageOf.containsKey(need))
        .filter(need -> stageOf.get(need).equals(stageOf.get(step)))
        .sorted()
        .toList();
  }
}
