package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the way back to nothing: stages and steps in reverse, objects step by step. */
final class DestroyPlanner {
  private final EngineServices services;
  private final PlanOptions options;
  private final PlanDraft draft = new PlanDraft();

  DestroyPlanner(EngineServices services, PlanOptions options) {
    this.services = services;
    this.options = options;
  }

  Engine.Planning plan() {
    Snapshot snapshot = Snapshot.read(services);
    List<StepRecord> records = snapshot.currentSteps();
    Selection.requireKnown(options.only(), records.stream().map(StepRecord::step).toList());
    PlanHead head = head(snapshot);
    Sessions sessions =
        new Sessions(services, snapshot, head.namespace(), services.projectDirectory(), options);
    try {
      UnfinishedRun.note(services, snapshot).ifPresent(draft::addNote);
      PrunePlanner pruner = new PrunePlanner(services, snapshot, sessions, draft);
      RestorePlanner remover = new RestorePlanner(services, sessions, draft);
      for (List<StepRecord> stage : stagesInReverse(records)) {
        stage.forEach(record -> planStep(snapshot, pruner, remover, stage, record));
      }
      keepRecords(records);
      PlanAssembly assembly = new PlanAssembly(services, snapshot, head, sessions);
      if (options.only().isEmpty()) {
        pruner.plan(entry -> isLeftOver(entry, records));
        assembly.removingEnvironment();
      }
      return assembly.finish(draft, options);
    } catch (RuntimeException | Error failed) {
      draft.close();
      throw failed;
    }
  }

  private void planStep(
      Snapshot snapshot,
      PrunePlanner pruner,
      RestorePlanner remover,
      List<StepRecord> stage,
      StepRecord record) {
    if (!isSelected(record) || StepKinds.isCheck(services.providers(), record.provider())) {
      return;
    }
    Set<StepId> needs =
        stage.stream()
            .filter(other -> other.needs().contains(record.step()))
            .map(StepRecord::step)
            .collect(Collectors.toSet());
    if (record.provider().equals(StepKinds.MANIFESTS)) {
      pruner.planStep(
          record.step(),
          record.stage(),
          needs,
          snapshot.inventory().of(record.step()),
          PreparedStep.Purpose.REMOVE);
    } else {
      remover.remove(record, record.stage(), needs).ifPresent(draft::add);
    }
  }

  /** A release begins with every step that is there; each goes away when it is removed. */
  private void keepRecords(List<StepRecord> records) {
    for (StepRecord record : records) {
      if (!isSelected(record)) {
        draft.addRecord(StepRecords.carried(record));
      } else if (draft.step(record.step()).isPresent()) {
        draft.addRecord(record);
      }
    }
  }

  private static List<List<StepRecord>> stagesInReverse(List<StepRecord> records) {
    Map<String, List<StepRecord>> byStage = new LinkedHashMap<>();
    records.forEach(
        record -> byStage.computeIfAbsent(record.stage(), name -> new ArrayList<>()).add(record));
    List<List<StepRecord>> stages = new ArrayList<>(byStage.values());
    Collections.reverse(stages);
    stages.forEach(Collections::reverse);
    return stages;
  }

  // Objects of the steps themselves are theirs to remove; the rest has no step any more.
  private static boolean isLeftOver(InventoryEntry entry, List<StepRecord> records) {
    return records.stream().noneMatch(record -> record.step().equals(entry.step()));
  }

  private boolean isSelected(StepRecord record) {
    return options.only().isEmpty() || options.only().contains(record.step());
  }

  private PlanHead head(Snapshot snapshot) {
    Optional<Release> newest = snapshot.newest();
    if (newest.isPresent()) {
      return PlanHead.of(
          PlanMode.DESTROY, newest.get(), newest.get().protectedEnvironment(), Optional.empty());
    }
    draft.addNote(
        Diagnostic.note(
            "nothing-deployed", "nothing was deployed, so there is nothing to destroy"));
    return new PlanHead(
        PlanMode.DESTROY,
        "default",
        false,
        Digest.of(""),
        Optional.empty(),
        FailurePolicy.STOP,
        List.of(),
        Map.of(),
        Optional.empty());
  }
}
