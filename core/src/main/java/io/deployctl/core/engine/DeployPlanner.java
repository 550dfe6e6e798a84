package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.StageSpec;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans what it takes for the target to be as the project says. */
final class DeployPlanner {
  private final EngineServices services;
  private final Deployment deployment;
  private final PlanOptions options;
  private final Request request;

  DeployPlanner(EngineServices services, Deployment deployment, PlanOptions options) {
    this(services, deployment, options, new Request.Deploy());
  }

  DeployPlanner(
      EngineServices services, Deployment deployment, PlanOptions options, Request.Deploy request) {
    this.services = services;
    this.deployment = deployment;
    this.options = options;
    this.request = request;
  }

  Engine.Planning plan() {
    Snapshot snapshot = Snapshot.read(services);
    Digest configDigest = deployment.digest(snapshot.tagger());
    Set<StepId> selected = Selection.of(deployment.stages(), options.only());
    Sessions sessions = Sessions.of(services, snapshot, deployment, options);
    PlanDraft draft = new PlanDraft();
    try {
      deployment.notes().forEach(draft::addNote);
      UnfinishedRun.note(services, snapshot).ifPresent(draft::addNote);
      new Doubts(services, options.decisions())
          .notes(snapshot.currentSteps())
          .forEach(draft::addNote);
      planSteps(
          new DeployStepPlanner(services, deployment, snapshot, sessions, draft, request),
          selected);
      Optional<Hold> held = new Holding(services, snapshot).over(configDigest, draft.steps());
      if (held.isPresent() && !options.releaseHold()) {
        draft.close();
        return new Engine.Planning.Refused(ExitStatus.FAILED, List.of(heldBack(held.get())));
      }
      if (options.only().isEmpty()) {
        services.providers().forEach(provider -> provider.remarks().forEach(draft::addNote));
      }
      leaveGoneSteps(snapshot, draft);
      prune(snapshot, sessions, draft, selected);
      return new PlanAssembly(
              services,
              snapshot,
              PlanHead.of(deployment, configDigest, snapshot.tagger(), services.git()),
              sessions)
          .from(deployment)
          .finish(draft, options);
    } catch (RuntimeException | Error failed) {
      draft.close();
      throw failed;
    }
  }

  private void planSteps(DeployStepPlanner planner, Set<StepId> selected) {
    for (StageSpec stage : deployment.stages()) {
      for (StepSpec step : Selection.ordered(stage)) {
        if (selected.contains(step.name())) {
          planner.plan(stage.name(), step);
        } else {
          planner.carry(stage.name(), step);
        }
      }
    }
    planner.checkWaits(selected);
  }

  /** What the newest release has and the project does not have any more. */
  private void leaveGoneSteps(Snapshot snapshot, PlanDraft draft) {
    for (StepRecord record : snapshot.currentSteps()) {
      if (isInProject(record.step())) {
        continue;
      }
      boolean partial = !options.only().isEmpty();
      if (partial) {
        draft.addRecord(StepRecords.carried(record));
      } else if (isLeftInPlace(record) && !isTakenOver(record, draft)) {
        draft.addRecord(StepRecords.carried(record));
        draft.addNote(leftInPlace(record));
      }
    }
  }

  private void prune(Snapshot snapshot, Sessions sessions, PlanDraft draft, Set<StepId> selected) {
    Map<StepId, String> providers = new HashMap<>();
    snapshot.currentSteps().forEach(record -> providers.put(record.step(), record.provider()));
    Set<StepId> mine = new HashSet<>(selected);
    deployment.stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .forEach(
            step -> {
              providers.put(step.name(), step.provider());
              if (selected.contains(step.name())) {
                step.was().ifPresent(mine::add);
              }
            });
    PrunePlanner pruner = new PrunePlanner(services, snapshot, sessions, draft);
    pruner.plan(
        entry ->
            isPrunable(entry, providers)
                && (options.only().isEmpty() || mine.contains(entry.step())));
    if (!options.allowLargePrune()) {
      pruner.refuseIfLarge();
    }
  }

  private static boolean isPrunable(InventoryEntry entry, Map<StepId, String> providers) {
    return providers.getOrDefault(entry.step(), StepKinds.MANIFESTS).equals(StepKinds.MANIFESTS);
  }

  private boolean isInProject(StepId name) {
    return deployment.stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .anyMatch(step -> step.name().equals(name) || step.was().equals(Optional.of(name)));
  }

  private boolean isLeftInPlace(StepRecord record) {
    return !record.provider().equals(StepKinds.MANIFESTS)
        && !StepKinds.isCheck(services.providers(), record.provider());
  }

  // The same Helm release under another step's name is still wanted, even without a `was`.
  private static boolean isTakenOver(StepRecord record, PlanDraft draft) {
    return !record.identity().isEmpty()
        && draft.steps().stream()
            .map(PreparedStep::planned)
            .filter(step -> step.plan().provider().equals(record.provider()))
            .anyMatch(step -> step.identity().equals(record.identity()));
  }

  private static Diagnostic leftInPlace(StepRecord record) {
    String what = record.identity().isEmpty() ? record.provider() : record.identity();
    return Diagnostic.warning(
            "step-left-in-place",
            "step `"
                + record.step()
                + "` is not in the project any more, but what it made stays: "
                + what)
        .hint("remove it with `deployctl destroy --target " + record.step() + "`");
  }

  private static Diagnostic heldBack(Hold hold) {
    return Diagnostic.error(
            "held-back",
            "this configuration was rolled back from (release "
                + hold.release()
                + ", by "
                + hold.by()
                + "), so it is held back")
        .hint("change the configuration, or apply it again with `--release-hold`");
  }
}
