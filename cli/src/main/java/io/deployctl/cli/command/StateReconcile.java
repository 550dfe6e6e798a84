package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.view.StateReport;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.StateImage;
import java.time.Duration;
import java.util.List;

/** Brings the record of an emergency into the environment's own state, or drops it. */
final class StateReconcile {
  private final CommandContext context;
  private final boolean replace;
  private final boolean discard;
  private final ApprovalOptions approval;

  StateReconcile(
      CommandContext context, boolean replace, boolean discard, ApprovalOptions approval) {
    this.context = context;
    this.replace = replace;
    this.discard = discard;
    this.approval = approval;
  }

  /** Reconciles and returns the exit code. */
  int run(Selection selection) {
    try (Workspace workspace = context.services().open(selection, event -> {})) {
      Unreconciled record = workspace.unreconciled().orElseThrow(StateReconcile::nothing);
      StateImage image = record.state().get();
      if (discard) {
        discard(workspace, record, image);
      } else {
        bring(workspace, image);
      }
      record.end().run();
      String next = context.given().typed("deployctl plan");
      context
          .views()
          .state(
              discard ? StateReport.discarded(image, next) : StateReport.reconciled(image, next));
      return ExitStatus.DONE.code();
    }
  }

  private void bring(Workspace workspace, StateImage image) {
    try (Lease lease =
        workspace.store().acquire(workspace.holder("state reconcile"), Duration.ZERO)) {
      new StateSwitch(context, replace, approval)
          .run(
              workspace,
              image,
              lease,
              "the environment's state went on while the emergency did, and has what that has not",
              "choose: `--replace` loses that, `--discard` loses the record of the emergency");
    }
  }

  private void discard(Workspace workspace, Unreconciled record, StateImage image) {
    context.views().diagnostics(List.of(dropped(record, image)));
    new Confirmation(context, approval)
        .require(
            workspace.environment(),
            workspace.isProtected(),
            "Type the environment's name to drop that record: ");
  }

  private static Diagnostic dropped(Unreconciled record, StateImage image) {
    Diagnostic dropped =
        Diagnostic.warning(
                "emergency-dropped",
                "no release will tell what the emergency changed in the target")
            .detail(record.told());
    return image
        .environment()
        .newest()
        .map(line -> dropped.detail("newest release of it: " + line.number()))
        .orElse(dropped)
        .hint("see `deployctl plan` and `deployctl drift` afterwards");
  }

  private static DeployctlException nothing() {
    return DeployctlException.invalid(
        Diagnostic.error("nothing-to-reconcile", "this machine has no record of an emergency here")
            .hint("reconcile on the machine and as the user that ran with `--emergency`"));
  }
}
