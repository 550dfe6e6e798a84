package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.model.RunId;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.Theft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What all parts of one run share: lease, journal, events, and whether the run may go on. */
final class RunContext {
  private final EngineServices services;
  private final RunId run;
  private final Lease lease;
  private final Journal journal;
  private final Approver approver;
  private final Reporter reporter;
  private final boolean readOnly;
  private final AtomicReference<DeployctlException> halted = new AtomicReference<>();
  private final AtomicBoolean leaseLost = new AtomicBoolean();

  /**
   * Makes one.
   *
   * @param run the run
   * @param readOnly whether the run has no lease, so that its steps may only look
   */
  RunContext(
      EngineServices services,
      RunId run,
      Lease lease,
      Journal journal,
      Approver approver,
      boolean readOnly) {
    this.services = services;
    this.run = run;
    this.lease = lease;
    this.journal = journal;
    this.approver = approver;
    this.readOnly = readOnly;
    this.reporter = new Reporter(journal, services.events(), this::halt);
    lease.onLost(this::loseLease);
  }

  RunId run() {
    return run;
  }

  EngineServices services() {
    return services;
  }

  Lease lease() {
    return lease;
  }

  Journal journal() {
    return journal;
  }

  Approver approver() {
    return approver;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  Instant now() {
    return services.clock().instant();
  }

  void tell(RunEvent event) {
    reporter.tell(event);
  }

  /** Ends the run before its next act: it can't be recorded any more. The first reason counts. */
  void halt(DeployctlException why) {
    halted.compareAndSet(null, why);
  }

  /** Returns why no further act is let through, if none is. */
  Optional<String> stopReason() {
    if (halted.get() != null) {
      return Optional.of("the run can't be recorded");
    }
    if (!lease.isHeld()) {
      loseLease();
      return Optional.of("the environment's lease was lost");
    }
    if (services.cancellation().isStopping()) {
      return Optional.of("somebody asked to stop");
    }
    return Optional.empty();
  }

  boolean mayGoOn() {
    return stopReason().isEmpty();
  }

  boolean isLeaseLost() {
    return leaseLost.get();
  }

  /** Returns who took the lease away from this run, if that can be found out. */
  Optional<Theft> theft() {
    try {
      return services.store().theft().filter(theft -> theft.run().equals(run));
    } catch (DeployctlException unreachable) {
      return Optional.empty();
    }
  }

  /** Returns what ended the run from inside, if something did. */
  Optional<List<Diagnostic>> haltedBy() {
    return Optional.ofNullable(halted.get()).map(DeployctlException::diagnostics);
  }

  // Somebody else may be at work by now, so nothing begins any more. A tool that runs is let to its
  // end: Terraform and Helm have locks of their own, and one that is killed leaves more behind.
  private void loseLease() {
    if (leaseLost.compareAndSet(false, true)) {
      services.cancellation().stop();
    }
  }
}
