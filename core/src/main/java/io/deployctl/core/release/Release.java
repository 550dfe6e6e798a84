package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.PlannedOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A release: what one run made of the environment, with everything to come back to it.
 *
 * @param number counted from 1 in its environment
 * @param run the run that made it
 * @param status see {@link ReleaseStatus}
 * @param mode what the run was for
 * @param namespace where objects went that name no namespace
 * @param protectedEnvironment whether the environment was protected, for commands without a project
 * @param parent the release that it came after, if there was one
 * @param rollbackOf the release whose content it restores, if it is a rollback
 * @param actor who ran
 * @param git the checkout, if there was one
 * @param configDigest digest of the configuration; it identifies inputs, it never decides "no
 *     change"
 * @param overrides values that did not come from committed files
 * @param inputs the last value of each declared input, reused when it is not given
 * @param tools versions by tool: {@code helm}, {@code terraform}, {@code kubernetes}
 * @param deployctl the version that wrote it
 * @param startedAt when the run started, by the runner's clock: for people only
 * @param endedAt when it ended; empty while pending
 * @param steps its steps in the order in which they ran
 * @param plan the run's sealed plan, for whoever has to finish it; gone once the run has succeeded
 * @param emergency why it was made without the environment's lease, if it was
 * @param verified whether live was proven to equal what was applied
 * @param unknownFields fields of a newer minor version, kept as they came
 */
public record Release(
    int number,
    RunId run,
    ReleaseStatus status,
    PlanMode mode,
    String namespace,
    boolean protectedEnvironment,
    Optional<Integer> parent,
    Optional<Integer> rollbackOf,
    Actor actor,
    Optional<GitState> git,
    Digest configDigest,
    List<PlannedOverride> overrides,
    Map<String, String> inputs,
    Map<String, String> tools,
    String deployctl,
    Instant startedAt,
    Optional<Instant> endedAt,
    List<StepRecord> steps,
    Optional<ContentRef> plan,
    Optional<String> emergency,
    boolean verified,
    Map<String, Object> unknownFields) {
  /** The version of the record's form. A newer major is never written over. */
  public static final int SCHEMA = 1;

  /** Refuses nulls and copies. */
  public Release {
    requireNonNull(run, "run is null");
    requireNonNull(status, "status is null");
    requireNonNull(mode, "mode is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(parent, "parent is null");
    requireNonNull(rollbackOf, "rollbackOf is null");
    requireNonNull(actor, "actor is null");
    requireNonNull(git, "git is null");
    requireNonNull(configDigest, "configDigest is null");
    overrides = List.copyOf(overrides);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    requireNonNull(deployctl, "deployctl is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(endedAt, "endedAt is null");
    steps = List.copyOf(steps);
    requireNonNull(plan, "plan is null");
    requireNonNull(emergency, "emergency is null");
    unknownFields = Collections.unmodifiableSortedMap(new TreeMap<>(unknownFields));
  }

  /** Returns the record of the given step, if the release has it. */
  public Optional<StepRecord> step(StepId id) {
    return steps.stream().filter(record -> record.step().equals(id)).findFirst();
  }

  /** Returns every content that the release refers to. */
  public List<ContentRef> contents() {
    List<ContentRef> contents = new ArrayList<>(plan.stream().toList());
    steps.forEach(step -> step.restoration().ifPresent(refs -> contents.addAll(refs.values())));
    return List.copyOf(contents);
  }

  /**
   * Returns this release with its contents in other places.
   *
   * @param moved tells where each is now
   */
  public Release withContents(UnaryOperator<ContentRef> moved) {
    List<StepRecord> records = steps.stream().map(step -> step.withContents(moved)).toList();
    return with(status, endedAt, records, plan.map(moved), emergency, verified);
  }

  /** Returns this release with other steps. */
  public Release withSteps(List<StepRecord> records) {
    return with(status, endedAt, records, plan, emergency, verified);
  }

  /** Returns this release at its end: what succeeded has no need of its plan any more. */
  public Release ended(ReleaseStatus end, Instant at, boolean proven) {
    Optional<ContentRef> left = end == ReleaseStatus.DEPLOYED ? Optional.empty() : plan;
    return with(end, Optional.of(at), steps, left, emergency, proven);
  }

  /** Returns this release as one of an emergency. */
  public Release inEmergency(String reason) {
    return with(status, endedAt, steps, plan, Optional.of(reason), verified);
  }

  /** Returns this release with another status. */
  public Release withStatus(ReleaseStatus other) {
    return with(other, endedAt, steps, plan, emergency, verified);
  }

  private Release with(
      ReleaseStatus newStatus,
      Optional<Instant> end,
      List<StepRecord> records,
      Optional<ContentRef> left,
      Optional<String> reason,
      boolean proven) {
    return new Release(
        number,
        run,
        newStatus,
        mode,
        namespace,
        protectedEnvironment,
        parent,
        rollbackOf,
        actor,
        git,
        configDigest,
        overrides,
        inputs,
        tools,
        deployctl,
        startedAt,
        end,
        records,
        left,
        reason,
        proven,
        unknownFields);
  }
}
