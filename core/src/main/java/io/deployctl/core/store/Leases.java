package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import java.util.Optional;

/** What every store says about leases in the same words. */
public final class Leases {
  private Leases() {}

  /** Returns the refusal of a run whose environment somebody else is changing. */
  public static Diagnostic taken(Optional<LeaseHolder> holder) {
    Diagnostic taken =
        Diagnostic.error(
            "locked",
            holder
                .map(h -> "another run is changing the environment: " + h.purpose())
                .orElse("another run is changing the environment"));
    if (holder.isPresent()) {
      LeaseHolder by = holder.get();
      taken = taken.detail("run " + by.run() + " by " + by.actor() + " since " + by.since());
      if (by.ciLink().isPresent()) {
        taken = taken.detail(by.ciLink().get());
      }
    }
    return taken.hint("wait for it to end and run the command again");
  }

  /** Returns the refusal to write without the lease: somebody else may hold it by now. */
  public static DeployctlException lost() {
    return new DeployctlException(
        ExitStatus.FAILED,
        Diagnostic.error(
                "lease-lost", "the environment's lease was lost, so nothing more is written to it")
            .hint("see `deployctl status`, then plan and apply again"));
  }
}
