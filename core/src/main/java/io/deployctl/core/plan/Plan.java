package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.value.LayeredValue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The frozen, reviewable list of what each step would change, over all tools, with everything
 * needed to do exactly that.
 *
 * @param run the run that will execute it
 * @param mode what it is for: for display and the record only
 * @param project the project's name
 * @param environment the environment's name
 * @param environmentUuid the environment's UUID; a new one where there was no run before
 * @param firstRun whether there was no run before
 * @param protectedEnvironment whether applying it asks for the environment's name
 * @param namespace the namespace that its objects go to by default
 * @param target the cluster, where a step needs one
 * @param createdAt when it was made
 * @param configDigest digest of the configuration it was made from
 * @param base the newest release when it was made, if there was one
 * @param rollbackOf the release whose content it restores, if it is a rollback
 * @param onFailure what to do when a step fails
 * @param overrides values that did not come from committed files
 * @param inputs the value of each declared input
 * @param tools versions of the tools that were found, by name
 * @param stages its stages in order
 * @param notes warnings and notes for the reviewer that belong to no single step
 * @param values the configuration values that went into its changes, with what each layer says
 */
public record Plan(
    RunId run,
    PlanMode mode,
    String project,
    String environment,
    String environmentUuid,
    boolean firstRun,
    boolean protectedEnvironment,
    String namespace,
    Optional<Target> target,
    Instant createdAt,
    Digest configDigest,
    Optional<Integer> base,
    Optional<Integer> rollbackOf,
    FailurePolicy onFailure,
    List<PlannedOverride> overrides,
    Map<String, String> inputs,
    Map<String, String> tools,
    List<PlannedStage> stages,
    List<Diagnostic> notes,
    List<LayeredValue> values) {
  /** Refuses nulls and copies. */
  public Plan {
    requireNonNull(run, "run is null");
    requireNonNull(mode, "mode is null");
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(environmentUuid, "environmentUuid is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(target, "target is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(configDigest, "configDigest is null");
    requireNonNull(base, "base is null");
    requireNonNull(rollbackOf, "rollbackOf is null");
    requireNonNull(onFailure, "onFailure is null");
    overrides = List.copyOf(overrides);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
    values = List.copyOf(values);
  }

  /** Returns this plan as a part of another run. */
  public Plan ofRun(RunId other) {
    return copy(other, stages, notes);
  }

  /** Returns this plan with each step replaced by the one of its name. */
  public Plan withSteps(Map<StepId, PlannedStep> others) {
    List<PlannedStage> replaced =
        stages.stream()
            .map(
                stage ->
                    new PlannedStage(
                        stage.name(),
                        stage.steps().stream()
                            .map(step -> others.getOrDefault(step.step(), step))
                            .toList()))
            .toList();
    return copy(run, replaced, notes);
  }

  /** Returns this plan with other notes. */
  public Plan withNotes(List<Diagnostic> others) {
    return copy(run, stages, others);
  }

  private Plan copy(RunId of, List<PlannedStage> with, List<Diagnostic> words) {
    return new Plan(
        of,
        mode,
        project,
        environment,
        environmentUuid,
        firstRun,
        protectedEnvironment,
        namespace,
        target,
        createdAt,
        configDigest,
        base,
        rollbackOf,
        onFailure,
        overrides,
        inputs,
        tools,
        with,
        words,
        values);
  }

  /** Returns all steps in the order in which they are shown. */
  public Stream<PlannedStep> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream());
  }

  /**
   * Returns whether applying it would, or could, change what the target has. Checks do not count,
   * and neither does taking over what is there already.
   */
  public boolean hasChanges() {
    return steps().anyMatch(step -> step.plan().changesTarget());
  }

  /** Returns whether applying it does something in the target, or may. */
  public boolean acts() {
    return steps().anyMatch(step -> step.plan().acts());
  }

  /** Returns the undo of the worst effect. */
  public Reversibility reversibility() {
    return steps()
        .map(step -> step.plan().reversibility())
        .max(java.util.Comparator.naturalOrder())
        .orElse(Reversibility.REVERSIBLE);
  }
}
