package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.ReleaseSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the newest deployed release with the target; what can't be compared becomes a note. */
final class DriftPlanner {
  private final EngineServices services;
  private final PlanOptions options;
  private final PlanDraft draft = new PlanDraft();

  DriftPlanner(EngineServices services, PlanOptions options) {
    this.services = services;
    this.options = options;
  }

  Engine.Planning plan() {
    Snapshot snapshot = Snapshot.read(services);
    Release deployed = deployed(snapshot);
    Selection.requireKnown(
        options.only(), deployed.steps().stream().map(StepRecord::step).toList());
    Sessions sessions =
        new Sessions(
            services, snapshot, deployed.namespace(), services.projectDirectory(), options);
    try {
      UnfinishedRun.note(services, snapshot).ifPresent(draft::addNote);
      deployed.steps().stream()
          .filter(record -> isCompared(record.step(), record.provider()))
          .filter(record -> record.restoration().isPresent() || !record.outcome().isGood())
          .forEach(record -> compare(record, sessions));
      PlanHead head =
          PlanHead.of(
              PlanMode.ROLLBACK,
              deployed,
              deployed.protectedEnvironment(),
              Optional.of(deployed.number()));
      return new PlanAssembly(services, snapshot, head, sessions)
          .readOnly()
          .finish(draft, PlanOptions.DEFAULT);
    } catch (RuntimeException | Error failed) {
      draft.close();
      throw failed;
    }
  }

  private void compare(StepRecord record, Sessions sessions) {
    PlanDraft own = new PlanDraft();
    Optional<PreparedStep> step =
        new RestorePlanner(services, sessions, own).restore(record, Optional.of(record));
    step.ifPresent(draft::add);
    if (step.isEmpty()) {
      draft.addNote(notCompared(record, own.problems()));
    }
  }

  private boolean isCompared(StepId step, String provider) {
    return (options.only().isEmpty() || options.only().contains(step))
        && !StepKinds.isCheck(services.providers(), provider);
  }

  private Release deployed(Snapshot snapshot) {
    return snapshot.releases().stream()
        .filter(line -> line.status() == ReleaseStatus.DEPLOYED)
        .max(Comparator.comparingInt(ReleaseSummary::number))
        .flatMap(line -> services.store().release(line.number()))
        .orElseThrow(
            () ->
                DeployctlException.failed(
                    Diagnostic.error(
                            "nothing-deployed",
                            "there is no deployed release to compare the target with")
                        .hint("run `deployctl apply`, or see `deployctl history`")));
  }

  private static Diagnostic notCompared(StepRecord record, List<Diagnostic> why) {
    Diagnostic note =
        Diagnostic.warning(
            "not-compared", "step `" + record.step() + "` can't be compared with the target");
    for (Diagnostic reason : why) {
      note = note.detail(reason.summary());
      for (String line : reason.details()) {
        note = note.detail(line);
      }
    }
    return note;
  }
}
