package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan while it is being made. For one thread. */
final class PlanDraft {
  private final List<PreparedStep> steps = new ArrayList<>();
  private final List<StepRecord> records = new ArrayList<>();
  private final Map<StepOutputRef, Value> outputs = new HashMap<>();
  private final Map<ResourceId, StepId> claims = new HashMap<>();
  private final Set<StepId> refused = new HashSet<>();
  private final List<Diagnostic> notes = new ArrayList<>();
  private final Set<Diagnostic> problems = new LinkedHashSet<>();
  private final Set<ExitStatus> exits = EnumSet.noneOf(ExitStatus.class);

  /** Adds a step that can be reviewed; two steps that claim one object are a problem. */
  void add(PreparedStep step) {
    steps.add(step);
    for (ResourceId claim : step.plan().claims()) {
      StepId other = claims.putIfAbsent(claim, step.id());
      if (other != null && !other.equals(step.id())) {
        addProblem(claimedTwice(claim, other, step.id()));
      }
    }
  }

  /** Adds the record with which the release begins. */
  void addRecord(StepRecord record) {
    records.add(record);
  }

  void addNote(Diagnostic note) {
    notes.add(note);
  }

  /** Adds something that is wrong with the project. */
  void addProblem(Diagnostic problem) {
    exits.add(ExitStatus.INVALID);
    problems.add(problem);
  }

  /** Adds a step that can't be planned. The same reason is told once, not for each step. */
  void refuse(StepId step, ExitStatus exit, List<Diagnostic> why) {
    refused.add(step);
    exits.add(exit);
    problems.addAll(why);
  }

  /**
   * Plans a step in its session.
   *
   * @return what it came to; empty where the step was refused, which is noted, and its session
   *     closed
   */
  Optional<Planned.Ready> planned(OpenSession session, StepId step, Request request) {
    try {
      Planned planned = session.plan(request);
      if (planned instanceof Planned.Ready ready) {
        return Optional.of(ready);
      }
      refuse(step, ExitStatus.FAILED, ((Planned.Refused) planned).diagnostics());
    } catch (DeployctlException refused) {
      refuse(step, refused.status(), refused.diagnostics());
    }
    session.close();
    return Optional.empty();
  }

  /**
   * Leaves a step out because one that it depends on was refused; that one's reason says it all.
   */
  void leaveOut(StepId step) {
    refused.add(step);
  }

  void addOutput(StepOutputRef ref, Value value) {
    outputs.put(ref, value);
  }

  boolean isRefused(StepId step) {
    return refused.contains(step);
  }

  boolean hasProblems() {
    return !exits.isEmpty() || !refused.isEmpty();
  }

  List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  /** Returns how a command should end that can't be planned. */
  ExitStatus exit() {
    return exits.size() == 1 ? exits.iterator().next() : ExitStatus.FAILED;
  }

  List<Diagnostic> notes() {
    return notes;
  }

  List<PreparedStep> steps() {
    return steps;
  }

  List<StepRecord> records() {
    return records;
  }

  Map<StepOutputRef, Value> outputs() {
    return outputs;
  }

  /** Returns every object that the steps so far claim. */
  /** Whether a step that does more than apply objects, such as a chart, has yet to run. */
  boolean mayBringKinds() {
    return steps.stream()
        .filter(step -> !step.check() && step.plan().changesTarget())
        .anyMatch(step -> !step.plan().provider().equals(StepKinds.MANIFESTS));
  }

  Set<ResourceId> claims() {
    return Set.copyOf(claims.keySet());
  }

  /** Takes a step out again. */
  void drop(StepId id) {
    steps.stream().filter(step -> step.id().equals(id)).forEach(step -> step.session().close());
    steps.removeIf(step -> step.id().equals(id));
  }

  Optional<PreparedStep> step(StepId id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** Returns the names of steps that can't tell yet all that they will own. */
  List<StepId> incomplete() {
    return steps.stream()
        .filter(step -> !step.plan().claimsComplete())
        .map(PreparedStep::id)
        .toList();
  }

  /** Returns a name that no step and no stage has yet: the given one, or one like it. */
  String freeName(String wished) {
    Set<String> taken = new HashSet<>();
    steps.forEach(
        step -> {
          taken.add(step.id().name());
          taken.add(step.stage());
        });
    records.forEach(record -> taken.add(record.step().name()));
    String name = wished;
    for (int number = 2; taken.contains(name); number++) {
      name = wished + "-" + number;
    }
    return name;
  }

  /** Returns the stages for review, in the order in which their first steps were added. */
  List<PlannedStage> stages() {
    Map<String, List<PlannedStep>> byStage = new LinkedHashMap<>();
    steps.forEach(
        step ->
            byStage.computeIfAbsent(step.stage(), name -> new ArrayList<>()).add(step.planned()));
    return byStage.entrySet().stream()
        .map(entry -> new PlannedStage(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Closes every session: there will be no plan. */
  void close() {
    steps.forEach(step -> step.session().close());
  }

  /** Returns the refusal of a plan in which two steps want one object. */
  static Diagnostic claimedTwice(ResourceId claim, StepId one, StepId other) {
    return Diagnostic.error(
            "claimed-twice",
            "steps `" + one + "` and `" + other + "` both want to own " + claim.address())
        .hint("leave the object in one of the two steps");
  }
}
