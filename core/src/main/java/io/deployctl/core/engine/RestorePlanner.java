package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans steps from what releases hold of them, without a project. */
final class RestorePlanner {
  private final EngineServices services;
  private final Sessions sessions;
  private final PlanDraft draft;

  RestorePlanner(EngineServices services, Sessions sessions, PlanDraft draft) {
    this.services = services;
    this.sessions = sessions;
    this.draft = draft;
  }

  /**
   * Plans to bring a step back to the given record; what prevents it is told to the draft.
   *
   * @param record what is wanted
   * @param current what the newest release has of the step
   * @return the step, not yet added to the draft
   */
  Optional<PreparedStep> restore(StepRecord record, Optional<StepRecord> current) {
    Optional<Restoration> restoration = load(record);
    if (restoration.isEmpty()) {
      if (!draft.isRefused(record.step())) {
        draft.refuse(record.step(), ExitStatus.FAILED, List.of(notRestorable(record)));
      }
      return Optional.empty();
    }
    return plan(
        record,
        record.stage(),
        record.needs(),
        current,
        new Request.Restore(restoration.get()),
        PreparedStep.Purpose.KEEP);
  }

  /** Plans to take a step away; the draft is told where the release has too little for that. */
  Optional<PreparedStep> remove(StepRecord record, String stage, Set<StepId> needs) {
    Optional<Restoration> restoration = load(record);
    if (restoration.isEmpty()) {
      if (!draft.isRefused(record.step()) && !record.outcome().isGood()) {
        draft.addNote(nothingKnown(record));
      }
      return Optional.empty();
    }
    return plan(
        record,
        stage,
        needs,
        Optional.of(record),
        new Request.Remove(restoration.get()),
        PreparedStep.Purpose.REMOVE);
  }

  private Optional<Restoration> load(StepRecord record) {
    try {
      return sessions.restoration(record);
    } catch (DeployctlException damaged) {
      draft.refuse(record.step(), damaged.status(), damaged.diagnostics());
      return Optional.empty();
    }
  }

  private Optional<PreparedStep> plan(
      StepRecord record,
      String stage,
      Set<StepId> needs,
      Optional<StepRecord> current,
      Request request,
      PreparedStep.Purpose purpose) {
    Optional<Provider> provider = StepKinds.find(services.providers(), record.provider());
    if (provider.isEmpty()) {
      draft.refuse(record.step(), ExitStatus.FAILED, List.of(unknownProvider(record)));
      return Optional.empty();
    }
    try {
      return planIn(
          sessions.open(record.step(), provider.get(), current, draft.claims()),
          record,
          stage,
          needs,
          request,
          purpose);
    } catch (DeployctlException refused) {
      draft.refuse(record.step(), refused.status(), refused.diagnostics());
      return Optional.empty();
    }
  }

  private Optional<PreparedStep> planIn(
      OpenSession session,
      StepRecord record,
      String stage,
      Set<StepId> needs,
      Request request,
      PreparedStep.Purpose purpose) {
    return draft
        .planned(session, record.step(), request)
        .map(
            ready ->
                new PreparedStep(
                    planned(record, needs, ready),
                    stage,
                    purpose,
                    StepKinds.isCheck(services.providers(), record.provider()),
                    request,
                    Optional.empty(),
                    purpose == PreparedStep.Purpose.KEEP ? Optional.of(record) : Optional.empty(),
                    session));
  }

  private static PlannedStep planned(StepRecord record, Set<StepId> needs, Planned.Ready ready) {
    return new PlannedStep(
        record.step(),
        Optional.empty(),
        needs,
        ready.identity(),
        record.stateless(),
        ready.plan(),
        ready.notes());
  }

  private static Diagnostic notRestorable(StepRecord record) {
    return Diagnostic.error(
            "release-not-restorable",
            "the release holds nothing to bring step `" + record.step() + "` back from")
        .detail("the step ended there as " + record.outcome().word())
        .hint("choose another release from `deployctl history`, or leave the step out");
  }

  private static Diagnostic nothingKnown(StepRecord record) {
    return Diagnostic.warning(
        "nothing-to-remove",
        "step `"
            + record.step()
            + "` left nothing that is known how to remove; what it may have made stays");
  }

  private static Diagnostic unknownProvider(StepRecord record) {
    return Diagnostic.error(
            "unknown-provider",
            "step `"
                + record.step()
                + "` was made by provider `"
                + record.provider()
                + "`, which this deployctl does not have")
        .hint("use the deployctl version that made the release, or a later one");
  }
}
