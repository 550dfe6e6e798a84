package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the checks of a plan that changes nothing: no lease, no journal, no release. */
final class LookingRun {
  private final EngineServices services;
  private final Prepared prepared;
  private final Approver approver;
  private final RunOptions options;

  LookingRun(EngineServices services, Prepared prepared, Approver approver, RunOptions options) {
    this.services = services;
    this.prepared = prepared;
    this.approver = approver;
    this.options = options;
  }

  RunResult run() {
    Release newest = prepared.snapshot().newest().orElseThrow();
    if (prepared.steps().stream().noneMatch(PreparedStep::check)) {
      return new RunResult(ExitStatus.DONE, Optional.of(newest), List.of());
    }
    long begun = System.nanoTime();
    RunContext context =
        new RunContext(
            services, prepared.plan().run(), new NoLease(), new NoJournal(), approver, true);
    Checkpoint checkpoint =
        new Checkpoint(
            context,
            prepared.snapshot().tagger(),
            newest,
            prepared.snapshot().inventory(),
            prepared.hold());
    context.tell(
        new RunEvent.RunStarted(
            context.now(),
            prepared.plan().run(),
            prepared.plan().mode(),
            services.environment(),
            newest.number(),
            0));
    PlanExecution.Outcome outcome = new PlanExecution(context, prepared, checkpoint, options).run();
    ExitStatus exit = exit(outcome);
    List<Diagnostic> all = new ArrayList<>(outcome.failures());
    all.addAll(outcome.remarks());
    context.tell(
        new RunEvent.RunFinished(
            context.now(),
            newest.number(),
            newest.status(),
            exit,
            outcome.complete(),
            Duration.ofNanos(System.nanoTime() - begun),
            all));
    return new RunResult(exit, Optional.of(newest), all);
  }

  private ExitStatus exit(PlanExecution.Outcome outcome) {
    if (services.cancellation().isStopping()) {
      return ExitStatus.INTERRUPTED;
    }
    return outcome.complete() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
