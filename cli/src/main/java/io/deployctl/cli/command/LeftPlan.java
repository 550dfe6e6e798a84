package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Engine.Planning;
import io.deployctl.core.model.ExitStatus;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plan that a run left, planned again. That is done in the checkout, if it comes to the same
 * there: what the run's steps wrote is there, and so is a Terraform state in files. What else is in
 * the checkout must have no part; otherwise the copy of the files is used that the plan has.
 *
 * @param opened the plan and its environment
 * @param engine what planned it, and runs it
 * @param planning what planning came to
 */
record LeftPlan(OpenedPlan opened, Engine engine, Planning planning) implements AutoCloseable {
  /**
   * Plans where it comes to what was planned.
   *
   * @param planner opens and plans, in the checkout where that may be used, else in a copy
   */
  static LeftPlan open(Function<Checkout.Use, LeftPlan> planner) {
    LeftPlan first;
    try {
      first = planner.apply(Checkout.Use.WITH_MORE);
    } catch (DeployctlException unfit) {
      if (unfit.status() != ExitStatus.INVALID) {
        throw unfit;
      }
      // What is wrong may be in a file that the plan does not have.
      return planner.apply(Checkout.Use.SAME);
    }
    return first.opened.hasMore() && !first.isAsPlanned() ? first.orInCopy(planner) : first;
  }

  /**
   * Where the copy can't do it, the reasons may have nothing to do with what is here in addition.
   */
  private LeftPlan orInCopy(Function<Checkout.Use, LeftPlan> planner) {
    LeftPlan copy;
    try {
      copy = planner.apply(Checkout.Use.SAME);
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
    boolean cannot = copy.planning instanceof Planning.Refused && hasPlannedValues();
    (cannot ? copy : this).close();
    return cannot ? this : copy;
  }

  private boolean isAsPlanned() {
    return planning instanceof Planning.Ready ready
        && ready.beyond().isEmpty()
        && hasPlannedValues();
  }

  private boolean hasPlannedValues() {
    return !(planning instanceof Planning.Ready ready)
        || ready.prepared().plan().configDigest().equals(opened.plan().head().configDigest());
  }

  /** Returns what to tell of the checkout that is here. */
  Optional<Diagnostic> remark() {
    if (opened.hasMore()) {
      return opened.checkout().map(Checkout::usedWithMore);
    }
    return opened.copied() ? opened.checkout().map(Checkout::unused) : Optional.empty();
  }

  @Override
  public void close() {
    if (planning instanceof Planning.Ready ready) {
      ready.prepared().close();
    }
    opened.close();
  }
}
