package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run that holds its environment's lease, from its pending release to its end. */
final class LeasedRun {
  private final Prepared prepared;
  private final RunOptions options;
  private final LegacyFile legacy;
  private final StoredEnvironment now;
  private final RunContext context;
  private final long begun = System.nanoTime();

  LeasedRun(
      EngineServices services,
      Prepared prepared,
      Approver approver,
      RunOptions options,
      LegacyFile legacy,
      Lease lease,
      Journal journal,
      StoredEnvironment now) {
    this.prepared = prepared;
    this.options = options;
    this.legacy = legacy;
    this.now = now;
    this.context = new RunContext(services, prepared.plan().run(), lease, journal, approver, false);
  }

  RunResult run() {
    int number = now.newest().map(ReleaseSummary::number).orElse(0) + 1;
    Checkpoint checkpoint =
        PendingRelease.begin(context, prepared, now.inventory(), number, legacy.store());
    checkpoint.save();
    context.tell(
        new RunEvent.RunStarted(
            context.now(),
            prepared.plan().run(),
            prepared.plan().mode(),
            context.services().environment(),
            number,
            context.lease().fence()));
    PlanExecution.Outcome outcome = new PlanExecution(context, prepared, checkpoint, options).run();
    RunResult result = end(checkpoint, outcome);
    Release last = result.release().orElseGet(checkpoint::release);
    context.tell(
        new RunEvent.RunFinished(
            context.now(),
            last.number(),
            last.status(),
            result.exit(),
            last.verified(),
            Duration.ofNanos(System.nanoTime() - begun),
            result.diagnostics()));
    return result;
  }

  private RunResult end(Checkpoint checkpoint, PlanExecution.Outcome outcome) {
    try {
      if (context.isLeaseLost()) {
        return result(
            ExitStatus.FAILED, checkpoint, outcome.failures(), EndWords.leaseLost(context.theft()));
      }
      return outcome.complete() && context.haltedBy().isEmpty()
          ? succeed(checkpoint, outcome)
          : fail(checkpoint, outcome);
    } catch (DeployctlException notStored) {
      return new RunResult(
          ExitStatus.FAILED,
          Optional.of(checkpoint.release()),
          RunFailures.unstored(outcome, context, notStored));
    }
  }

  private RunResult succeed(Checkpoint checkpoint, PlanExecution.Outcome outcome) {
    checkpoint.end(ReleaseStatus.DEPLOYED, context.now(), outcome.verified(), prepared.liftsHold());
    supersede(checkpoint);
    List<Diagnostic> all = new ArrayList<>(outcome.remarks());
    all.addAll(outcome.unproven());
    if (prepared.removesEnvironment() && outcome.verified()) {
      return removed(checkpoint, all);
    }
    ExitStatus exit = outcome.verified() ? ExitStatus.DONE : ExitStatus.UNVERIFIED;
    if (!outcome.proofTried()) {
      exit = ExitStatus.INTERRUPTED;
      all.add(EndWords.stoppedBeforeProof());
    }
    return new RunResult(exit, Optional.of(checkpoint.release()), all);
  }

  private RunResult removed(Checkpoint checkpoint, List<Diagnostic> remarks) {
    boolean everythingGone =
        checkpoint.inventory().entries().isEmpty() && checkpoint.release().steps().isEmpty();
    if (everythingGone) {
      context.services().store().remove(context.lease());
      return new RunResult(ExitStatus.DONE, Optional.empty(), remarks);
    }
    return result(
        ExitStatus.DONE,
        checkpoint,
        remarks,
        EndWords.stays(checkpoint.inventory(), checkpoint.release()));
  }

  private RunResult fail(Checkpoint checkpoint, PlanExecution.Outcome outcome) {
    checkpoint.end(ReleaseStatus.FAILED, context.now(), false, false);
    List<Diagnostic> causes = RunFailures.of(outcome, context);
    causes.addAll(outcome.remarks());
    boolean canGoBack = RollbackTarget.isIn(now.releases());
    if (context.services().cancellation().isStopping()) {
      Diagnostic stopped = EndWords.interrupted(checkpoint.release(), canGoBack);
      return result(ExitStatus.INTERRUPTED, checkpoint, causes, stopped);
    }
    boolean rollsBack =
        prepared.plan().onFailure() == FailurePolicy.ROLLBACK
            && prepared.plan().mode() == PlanMode.DEPLOY
            && context.haltedBy().isEmpty();
    return rollsBack
        ? new AutomaticRollback(context, prepared, options).run(checkpoint, causes)
        : result(
            ExitStatus.FAILED,
            checkpoint,
            causes,
            EndWords.failed(checkpoint.release(), prepared.plan().mode(), canGoBack));
  }

  private void supersede(Checkpoint checkpoint) {
    Releases.supersede(context, checkpoint, now.releases(), prepared.plan());
  }

  private static RunResult result(
      ExitStatus exit, Checkpoint checkpoint, List<Diagnostic> causes, Diagnostic last) {
    List<Diagnostic> all = new ArrayList<>(causes);
    all.add(last);
    return new RunResult(exit, Optional.of(checkpoint.release()), all);
  }
}
