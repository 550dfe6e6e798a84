package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StoredEnvironment;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a plan from approval to a run that has its lease. */
final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final EngineServices services;
  private final Prepared prepared;
  private final Approver approver;
  private final RunOptions options;

  Runner(EngineServices services, Prepared prepared, Approver approver, RunOptions options) {
    this.services = services;
    this.prepared = prepared;
    this.approver = approver;
    this.options = options;
  }

  /** Runs the plan; its sessions are closed afterwards, whatever happens. */
  RunResult run() {
    try (prepared) {
      if (!prepared.runnable()) {
        throw DeployctlException.invalid(
            Diagnostic.error("not-runnable", "this plan was made to look only")
                .hint("use `deployctl rollback` or `deployctl apply`"));
      }
      new RightsCheck(services).require(prepared.plan());
      approve();
      requireNotStopped();
      if (isNothingToDo()) {
        return new RunResult(ExitStatus.DONE, prepared.snapshot().newest(), List.of());
      }
      return isCurrent() ? new LookingRun(services, prepared, approver, options).run() : begin();
    } catch (DeployctlException refused) {
      return new RunResult(refused.status(), Optional.empty(), refused.diagnostics());
    }
  }

  private RunResult begin() {
    Snapshot planned = prepared.snapshot();
    if (!planned.firstRun() && services.store().read().isEmpty()) {
      throw Staleness.gone();
    }
    LegacyFile legacy = LegacyFile.begin(services, prepared, options);
    Staleness.initialise(services.store(), planned);
    Lease lease = services.store().acquire(holder(), options.waitForLease());
    try {
      StoredEnvironment now = services.store().read().orElseThrow(Staleness::gone);
      Staleness.check(planned, now);
      Staleness.checkUnfinished(planned, newest(now));
      Journal journal = services.journals().open(prepared.plan().run());
      try {
        failUnfinished(now, lease);
        return new LeasedRun(services, prepared, approver, options, legacy, lease, journal, now)
            .run();
      } finally {
        close("journal", journal);
      }
    } finally {
      close("lease", lease);
    }
  }

  private Optional<Release> newest(StoredEnvironment now) {
    return now.newest()
        .filter(line -> line.status() == ReleaseStatus.PENDING)
        .flatMap(line -> services.store().release(line.number()));
  }

  private void approve() {
    Plan plan = prepared.plan();
    if (!plan.acts()) {
      return;
    }
    Approver.Approval approval = approver.approve(plan);
    if (approval == Approver.Approval.DECLINED) {
      throw DeployctlException.failed(
          Diagnostic.error("declined", "the plan was declined; nothing was changed"));
    }
    if (approval == Approver.Approval.NOBODY_TO_ASK) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "nobody-to-ask", "there is nobody to approve the plan; nothing was changed")
              .hint("look at `deployctl plan`, then run the command with `--auto-approve`"));
    }
  }

  private void requireNotStopped() {
    if (services.cancellation().isStopping()) {
      throw new DeployctlException(
          ExitStatus.INTERRUPTED,
          Diagnostic.error("interrupted", "stopped before anything was changed"));
    }
  }

  /** Whether there is neither an environment to destroy nor anything to take over. */
  private boolean isNothingToDo() {
    PlanMode mode = prepared.plan().mode();
    boolean nothingThere = prepared.snapshot().firstRun() && prepared.steps().isEmpty();
    return (mode == PlanMode.DESTROY && nothingThere)
        || (mode == PlanMode.ADOPT && !prepared.plan().acts());
  }

  /**
   * Whether the newest release already says all that this run could say: then no release is made,
   * and only checks run.
   */
  private boolean isCurrent() {
    Optional<Release> newest = prepared.snapshot().newest();
    return !prepared.plan().acts()
        && !prepared.removesEnvironment()
        && newest.isPresent()
        && newest.get().status() == ReleaseStatus.DEPLOYED
        && newest.get().verified()
        && newest.get().configDigest().equals(prepared.plan().configDigest())
        && prepared.hold().equals(prepared.snapshot().hold())
        && prepared.steps().stream().allMatch(step -> isRecorded(newest.get(), step))
        && prepared.records().size() == newest.get().steps().size();
  }

  private static boolean isRecorded(Release newest, PreparedStep step) {
    if (step.purpose() != PreparedStep.Purpose.KEEP) {
      return step.purpose() == PreparedStep.Purpose.PASSING;
    }
    Optional<StepRecord> record = newest.step(step.id());
    return record.isPresent()
        && record.get().stage().equals(step.stage())
        && record.get().outcome() != StepOutcome.CARRIED
        && record.get().attempt().isEmpty()
        && record.get().inputs().equals(step.inputs());
  }

  // A run that was killed left its release pending; now that the lease is free, it has failed.
  private void failUnfinished(StoredEnvironment now, Lease lease) {
    now.releases().stream()
        .filter(line -> line.status() == ReleaseStatus.PENDING)
        .flatMap(line -> services.store().release(line.number()).stream())
        .forEach(
            left ->
                services
                    .store()
                    .save(
                        left.ended(ReleaseStatus.FAILED, services.clock().instant(), false),
                        now.inventory(),
                        now.hold(),
                        lease));
  }

  private LeaseHolder holder() {
    return services.holder(prepared.plan().run(), prepared.plan().mode().command());
  }

  private static void close(String what, AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failed) {
      LOG.warn("closing the {} failed: {}", what, failed.toString());
    }
  }
}
