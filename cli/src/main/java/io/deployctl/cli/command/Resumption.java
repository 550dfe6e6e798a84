package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EmergencyOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Engine.Planning;
import io.deployctl.core.engine.Legacy;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes on with the run that left the newest release unfinished. */
final class Resumption {
  private final CommandContext context;
  private final Selection selection;
  private final EmergencyOptions emergency;
  private final Map<StepId, Decision> decisions;
  private final ApprovalOptions approval;
  private final RunOptions how;
  private final EventRelay relay = new EventRelay();

  /**
   * Makes one.
   *
   * @param emergency whether it is one
   * @param decisions what became of steps in doubt
   */
  Resumption(
      CommandContext context,
      Selection selection,
      EmergencyOptions emergency,
      Map<StepId, Decision> decisions,
      ApprovalOptions approval,
      RunOptions how) {
    this.context = context;
    this.selection = selection;
    this.emergency = emergency;
    this.decisions = Map.copyOf(decisions);
    this.approval = approval;
    this.how = how;
  }

  /**
   * Plans the rest of the run, has it approved, and runs it.
   *
   * @return the exit code
   */
  int run() {
    try (Workspace workspace = context.open(selection, emergency, relay)) {
      Engine engine = workspace.engine();
      Optional<Release> unfinished = engine.unfinished();
      if (unfinished.isEmpty()) {
        return nothing(workspace);
      }
      Release left = unfinished.get();
      if (left.plan().isEmpty()) {
        Planning planned =
            PatientPlanning.of(engine, how, () -> engine.planResume(left, decisions));
        return run(left, engine, planned, how);
      }
      byte[] file = workspace.store().get(left.plan().get()).bytes();
      return deploy(left, file, emergency.reason().map(reason -> workspace));
    }
  }

  private int deploy(Release left, byte[] bytes, Optional<Workspace> record) {
    PlanFile file = PlanFile.read(bytes);
    try (LeftPlan plan = LeftPlan.open(use -> planned(left, file, use, record))) {
      plan.remark().ifPresent(remark -> context.views().diagnostics(List.of(remark)));
      return run(left, plan.engine(), plan.planning(), how.leaving(new Legacy.OfFile(bytes)));
    }
  }

  private LeftPlan planned(
      Release left, PlanFile file, Checkout.Use use, Optional<Workspace> record) {
    OpenedPlan opened = context.services().open(file, selection, use, record, relay);
    try {
      Engine engine = opened.workspace().engine();
      Planning planning =
          PatientPlanning.of(
              engine,
              how,
              () ->
                  engine.planResume(
                      left,
                      opened.plan(),
                      opened.workspace().deployment(),
                      opened.copied(),
                      decisions));
      return new LeftPlan(opened, engine, planning);
    } catch (RuntimeException | Error failed) {
      opened.close();
      throw failed;
    }
  }

  private int run(Release left, Engine engine, Planning planning, RunOptions options) {
    PlanKind kind = kind(left.mode());
    boolean nobodyLooks = approval.autoApprove();
    if (nobodyLooks && planning instanceof Planning.Ready ready && !ready.beyond().isEmpty()) {
      new PlanReview(context, relay).show(kind, engine, planning, Optional.empty(), false);
      context.views().diagnostics(List.of(beyond(left)));
      return ExitStatus.STALE.code();
    }
    return new PlanReview(context, relay).run(kind, engine, planning, approval, options);
  }

  private static PlanKind kind(PlanMode mode) {
    return switch (mode) {
      case ROLLBACK -> PlanKind.ROLLBACK;
      case DESTROY -> PlanKind.DESTRUCTION;
      case ADOPT -> PlanKind.ADOPTION;
      default -> PlanKind.PLAN;
    };
  }

  private int nothing(Workspace workspace) {
    boolean isEmergency = emergency.reason().isPresent();
    context.views().diagnostics(List.of(isEmergency ? nothingInRecord() : nothingIn(workspace)));
    return (isEmergency ? ExitStatus.FAILED : ExitStatus.DONE).code();
  }

  private static Diagnostic nothingIn(Workspace workspace) {
    return Diagnostic.note(
            "nothing-to-resume",
            "no run of `%s` in `%s` was left unfinished"
                .formatted(workspace.project(), workspace.environment()))
        .hint("`deployctl history` shows how its runs ended");
  }

  /**
   * What a record does not have may still have been begun: it is as old as the run that made it.
   */
  private static Diagnostic nothingInRecord() {
    return Diagnostic.error(
            "nothing-to-resume", "the record that there is has no run that was left unfinished")
        .detail("a run that was cut off leaves its plan in the environment's own state only")
        .hint(
            "in a checkout of what that run deployed, `deployctl apply --emergency --reason TEXT`"
                + " plans what is left of it");
  }

  private static Diagnostic beyond(Release left) {
    return Diagnostic.error(
            "beyond-approved",
            "what is left of release %d is more than was approved for it, and nobody looks"
                .formatted(left.number()))
        .hint(
            "resume without `--auto-approve` and look at it, or make a new plan:"
                + " `deployctl plan`");
  }
}
