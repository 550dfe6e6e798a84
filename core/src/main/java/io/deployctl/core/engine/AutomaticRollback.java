package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.ReleaseSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings a failed run's environment back to the last deployed release, under the same lease, as far
 * as that goes without loss.
 */
final class AutomaticRollback {
  private final RunContext context;
  private final Prepared failed;
  private final RunOptions options;

  AutomaticRollback(RunContext context, Prepared failed, RunOptions options) {
    this.context = context;
    this.failed = failed;
    this.options = options;
  }

  /**
   * Rolls back.
   *
   * @param checkpoint the failed release, stored
   * @param causes why it failed
   */
  RunResult run(Checkpoint checkpoint, List<Diagnostic> causes) {
    List<Diagnostic> all = new ArrayList<>(causes);
    Snapshot snapshot = Snapshot.read(context.services());
    Optional<Release> target = deployed(snapshot);
    if (target.isEmpty()) {
      all.add(EndWords.noEarlierRelease(checkpoint.inventory()));
      return new RunResult(ExitStatus.FAILED, Optional.of(checkpoint.release()), all);
    }
    int to = target.get().number();
    context.tell(new RunEvent.RollbackStarted(context.now(), Optional.of(to)));
    Engine.Planning planning = plan(snapshot, target.get());
    if (planning instanceof Engine.Planning.Refused refused) {
      all.addAll(refused.diagnostics());
      all.add(EndWords.rollbackFailed(to));
      return new RunResult(ExitStatus.ROLLBACK_FAILED, Optional.of(checkpoint.release()), all);
    }
    try (Prepared prepared = (Prepared) ((Engine.Planning.Ready) planning).prepared()) {
      return execute(prepared, snapshot, to, all);
    } catch (DeployctlException notStored) {
      all.addAll(notStored.diagnostics());
      all.add(EndWords.rollbackFailed(to));
      return new RunResult(ExitStatus.ROLLBACK_FAILED, Optional.of(checkpoint.release()), all);
    }
  }

  private Engine.Planning plan(Snapshot snapshot, Release target) {
    try {
      return RollbackPlanner.automatic(context.services()).plan(snapshot, target);
    } catch (DeployctlException refused) {
      return new Engine.Planning.Refused(refused.status(), refused.diagnostics());
    }
  }

  private RunResult execute(Prepared prepared, Snapshot snapshot, int to, List<Diagnostic> told) {
    int number = snapshot.newest().map(Release::number).orElse(0);
    Checkpoint checkpoint =
        PendingRelease.begin(
            context,
            prepared.ofRun(failed.plan().run()),
            snapshot.inventory(),
            number + 1,
            Optional.empty());
    checkpoint.save();
    PlanExecution.Outcome outcome = new PlanExecution(context, prepared, checkpoint, options).run();
    List<Diagnostic> all = new ArrayList<>(told);
    all.addAll(prepared.plan().notes());
    all.addAll(outcome.failures());
    all.addAll(outcome.unproven());
    if (context.isLeaseLost()) {
      all.add(EndWords.leaseLost(context.theft()));
      return new RunResult(ExitStatus.ROLLBACK_FAILED, Optional.of(checkpoint.release()), all);
    }
    boolean good = outcome.verified() && context.haltedBy().isEmpty();
    checkpoint.end(
        good ? ReleaseStatus.DEPLOYED : ReleaseStatus.FAILED, context.now(), good, false);
    if (good) {
      Releases.supersede(context, checkpoint, snapshot.releases(), prepared.plan());
      all.add(EndWords.rolledBack(number, to));
    } else {
      context.haltedBy().ifPresent(all::addAll);
      all.add(EndWords.rollbackFailed(to));
    }
    return new RunResult(
        good ? ExitStatus.ROLLED_BACK : ExitStatus.ROLLBACK_FAILED,
        Optional.of(checkpoint.release()),
        all);
  }

  private Optional<Release> deployed(Snapshot snapshot) {
    return snapshot.releases().stream()
        .filter(line -> line.status() == ReleaseStatus.DEPLOYED)
        .max(Comparator.comparingInt(ReleaseSummary::number))
        .flatMap(line -> context.services().store().release(line.number()));
  }
}
