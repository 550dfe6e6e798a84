package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Plans what it takes for the target to be as an earlier release left it: its steps in its order,
 * then what was created since goes. Infrastructure stays as it is.
 */
final class RollbackPlanner {
  private final EngineServices services;
  private final PlanOptions options;
  private final boolean automatic;
  private final PlanDraft draft = new PlanDraft();
  private final Set<StepId> left = new HashSet<>();

  RollbackPlanner(EngineServices services, PlanOptions options) {
    this(services, options, false);
  }

  private RollbackPlanner(EngineServices services, PlanOptions options, boolean automatic) {
    this.services = services;
    this.options = options;
    this.automatic = automatic;
  }

  /**
   * Returns a planner for a run that rolls itself back: objects and stateless Helm steps only, and
   * nothing that can't be undone.
   */
  static RollbackPlanner automatic(EngineServices services) {
    return automatic(services, PlanOptions.DEFAULT);
  }

  /** Returns the same, to go on with a rollback that was cut off. */
  static RollbackPlanner automatic(EngineServices services, PlanOptions options) {
    return new RollbackPlanner(services, options, true);
  }

  Engine.Planning plan(Optional<Integer> to) {
    Snapshot snapshot = Snapshot.read(services);
    return plan(snapshot, new RollbackTarget(services, snapshot).choose(to));
  }

  Engine.Planning plan(Snapshot snapshot, Release target) {
    requireKnown(snapshot, target);
    Sessions sessions =
        new Sessions(services, snapshot, target.namespace(), Optional.empty(), options);
    try {
      UnfinishedRun.note(services, snapshot).filter(note -> !automatic).ifPresent(draft::addNote);
      RestorePlanner planner = new RestorePlanner(services, sessions, draft);
      Set<StepId> handled = new HashSet<>();
      for (StepRecord record : target.steps()) {
        Optional<StepRecord> current = current(snapshot, record);
        handled.add(record.step());
        current.ifPresent(same -> handled.add(same.step()));
        planStep(planner, record, current);
      }
      removeNewer(planner, snapshot, handled);
      prune(snapshot, target, sessions);
      return assembly(snapshot, target, sessions).finish(draft, options);
    } catch (RuntimeException | Error failed) {
      draft.close();
      throw failed;
    }
  }

  private void planStep(RestorePlanner planner, StepRecord record, Optional<StepRecord> current) {
    boolean check = StepKinds.isCheck(services.providers(), record.provider());
    if (!isSelected(record.step())) {
      leave(record, current, false);
    } else if (!isTouched(record)) {
      leave(record, current, true);
    } else if (check && record.restoration().isEmpty()) {
      draft.addNote(checkLeftOut(record));
    } else if (record.outcome().isGood() && record.restoration().isEmpty()) {
      leaveWithoutContent(record, current);
    } else {
      restore(planner, record, current);
    }
  }

  private void restore(RestorePlanner planner, StepRecord record, Optional<StepRecord> current) {
    Optional<PreparedStep> restored = planner.restore(record, current);
    if (restored.isEmpty()) {
      return;
    }
    PreparedStep step = restored.get();
    if (automatic && step.plan().reversibility() == Reversibility.ONE_WAY) {
      step.session().close();
      leave(record, current, true);
      return;
    }
    draft.add(step);
    draft.addRecord(StepRecords.pending(step.planned(), record.stage(), current));
  }

  // A step of objects that had none then has nothing to restore, and all it has now goes.
  private void leaveWithoutContent(StepRecord record, Optional<StepRecord> current) {
    if (record.provider().equals(StepKinds.MANIFESTS)) {
      draft.addRecord(StepRecords.carried(record));
    } else {
      leave(record, current, true);
    }
  }

  /**
   * Leaves a step as the newest release has it, under the name that the target release gives it.
   */
  private void leave(StepRecord record, Optional<StepRecord> current, boolean tell) {
    left.add(record.step());
    current.ifPresent(same -> left.add(same.step()));
    StepRecord stays =
        current
            .map(now -> StepRecords.placed(now, record.step(), record.stage(), record.needs()))
            .orElse(record);
    draft.addRecord(StepRecords.carried(stays));
    boolean differs = current.map(now -> !now.inputs().equals(record.inputs())).orElse(true);
    if (tell && differs) {
      draft.addNote(leftAsIs(record));
    }
  }

  /** Takes away the steps that were created since, the newest first. */
  private void removeNewer(RestorePlanner planner, Snapshot snapshot, Set<StepId> handled) {
    List<StepRecord> newer =
        new ArrayList<>(
            snapshot.currentSteps().stream()
                .filter(record -> !handled.contains(record.step()))
                .toList());
    Collections.reverse(newer);
    String stage = draft.freeName("remove");
    Set<StepId> before = Set.of();
    for (StepRecord record : newer) {
      if (!isSelected(record.step()) || !isTouched(record)) {
        left.add(record.step());
        draft.addRecord(StepRecords.carried(record));
        if (isSelected(record.step())) {
          draft.addNote(leftAsIs(record));
        }
      } else if (isRemovedAsAWhole(record)) {
        Optional<PreparedStep> removal = planner.remove(record, stage, before);
        if (removal.isPresent()) {
          draft.add(removal.get());
          draft.addRecord(record);
          before = Set.of(record.step());
        }
      }
    }
  }

  private void prune(Snapshot snapshot, Release target, Sessions sessions) {
    Map<StepId, String> providers = new HashMap<>();
    target.steps().forEach(record -> providers.put(record.step(), record.provider()));
    snapshot.currentSteps().forEach(record -> providers.put(record.step(), record.provider()));
    Predicate<InventoryEntry> candidate =
        entry ->
            !left.contains(entry.step())
                && isSelected(entry.step())
                && providers
                    .getOrDefault(entry.step(), StepKinds.MANIFESTS)
                    .equals(StepKinds.MANIFESTS);
    PrunePlanner pruner = new PrunePlanner(services, snapshot, sessions, draft);
    if (automatic) {
      pruner.planReversible(candidate).forEach(entry -> draft.addNote(objectStays(entry)));
    } else {
      pruner.plan(candidate);
    }
  }

  private PlanAssembly assembly(Snapshot snapshot, Release target, Sessions sessions) {
    Release newest = snapshot.newest().orElse(target);
    PlanHead head =
        PlanHead.of(
            PlanMode.ROLLBACK, target, newest.protectedEnvironment(), Optional.of(target.number()));
    PlanAssembly assembly = new PlanAssembly(services, snapshot, head, sessions);
    return Holding.differs(newest, target)
        ? assembly.holding(
            new Hold(newest.configDigest(), newest.number(), services.actor().display()))
        : assembly;
  }

  private void requireKnown(Snapshot snapshot, Release target) {
    Set<StepId> known = new HashSet<>();
    target.steps().forEach(record -> known.add(record.step()));
    snapshot.currentSteps().forEach(record -> known.add(record.step()));
    Selection.requireKnown(options.only(), known);
  }

  // A step that was renamed since is the same step if it is the same thing in the target.
  private static Optional<StepRecord> current(Snapshot snapshot, StepRecord record) {
    Optional<StepRecord> sameName = snapshot.current(record.step(), Optional.empty());
    if (sameName.isPresent() || record.identity().isEmpty()) {
      return sameName;
    }
    return snapshot.currentSteps().stream()
        .filter(now -> now.identity().equals(record.identity()))
        .filter(now -> now.provider().equals(record.provider()))
        .findFirst();
  }

  private boolean isSelected(StepId step) {
    return options.only().isEmpty() || options.only().contains(step);
  }

  private boolean isTouched(StepRecord record) {
    if (StepKinds.isInfrastructure(record.provider())) {
      return false;
    }
    return !automatic
        || record.provider().equals(StepKinds.MANIFESTS)
        || (record.provider().equals(StepKinds.HELM) && record.stateless())
        || StepKinds.isCheck(services.providers(), record.provider());
  }

  private boolean isRemovedAsAWhole(StepRecord record) {
    return !record.provider().equals(StepKinds.MANIFESTS)
        && !StepKinds.isCheck(services.providers(), record.provider());
  }

  private static Diagnostic leftAsIs(StepRecord record) {
    String what = record.identity().isEmpty() ? record.provider() : record.identity();
    return Diagnostic.note(
        "left-as-is", "step `" + record.step() + "` (" + what + ") stays as it is now");
  }

  private static Diagnostic objectStays(InventoryEntry entry) {
    return Diagnostic.note(
        "left-as-is", entry.id().address() + " stays: deleting it could not be undone");
  }

  private static Diagnostic checkLeftOut(StepRecord record) {
    return Diagnostic.note(
        "check-left-out",
        "check `" + record.step() + "` is left out: the release does not hold what it asked");
  }
}
