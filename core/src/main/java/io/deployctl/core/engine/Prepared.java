package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan of this engine with what running it needs.
 *
 * @param plan the plan
 * @param snapshot the environment that it was made for
 * @param steps its steps in the plan's order
 * @param records the steps that the release begins with, in the release's order
 * @param outputs outputs that are certain already
 * @param hold the hold in force once the run has begun
 * @param liftsHold whether success lifts the hold
 * @param removesEnvironment whether nothing of the environment is left after success
 * @param runnable false for a plan that was made to look only
 * @param git the checkout that the content comes from, if it is known
 * @param deployment the project, to plan steps again; empty where there is none
 * @param sessions opens sessions to plan steps again
 */
record Prepared(
    Plan plan,
    Snapshot snapshot,
    List<PreparedStep> steps,
    List<StepRecord> records,
    Map<StepOutputRef, Value> outputs,
    Optional<Hold> hold,
    boolean liftsHold,
    boolean removesEnvironment,
    boolean runnable,
    Optional<GitState> git,
    Optional<Deployment> deployment,
    Sessions sessions)
    implements Engine.PreparedPlan {
  Prepared {
    steps = List.copyOf(steps);
    records = List.copyOf(records);
    outputs = Map.copyOf(outputs);
  }

  /** Returns the steps by stage, stages in order. */
  Map<String, List<PreparedStep>> stages() {
    Map<String, List<PreparedStep>> stages = new LinkedHashMap<>();
    plan.stages()
        .forEach(
            stage ->
                stages.put(
                    stage.name(),
                    steps.stream().filter(step -> step.stage().equals(stage.name())).toList()));
    return stages;
  }

  /** Returns this plan with other plans of its steps: those that were sealed. */
  Prepared with(List<PreparedStep> others) {
    Map<StepId, PlannedStep> planned = new LinkedHashMap<>();
    others.forEach(step -> planned.put(step.id(), step.planned()));
    return copy(plan.withSteps(planned), others);
  }

  /** Returns this plan as a part of another run. */
  Prepared ofRun(RunId run) {
    return copy(plan.ofRun(run), steps);
  }

  /** Returns this plan with other notes. */
  Prepared withNotes(List<Diagnostic> notes) {
    return copy(plan.withNotes(notes), steps);
  }

  private Prepared copy(Plan other, List<PreparedStep> others) {
    return new Prepared(
        other,
        snapshot,
        others,
        records,
        outputs,
        hold,
        liftsHold,
        removesEnvironment,
        runnable,
        git,
        deployment,
        sessions);
  }

  @Override
  public void close() {
    steps.forEach(step -> step.session().close());
  }

  @Override
  public String toString() {
    return "plan of run " + plan.run();
  }
}
