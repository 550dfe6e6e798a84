package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.StoppedException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The gate of one step: lease and stop first, then the intent, then the act, then its outcome. */
final class JournalledGate implements ActGate {
  private final RunContext context;
  private final StepId step;
  private final StepAttempt attempt;

  JournalledGate(RunContext context, StepId step, StepAttempt attempt) {
    this.context = context;
    this.step = step;
    this.attempt = attempt;
  }

  @Override
  public RunId run() {
    return context.run();
  }

  @Override
  public <T> T act(Effect effect, Callable<T> mutation) throws Exception {
    requireGoingOn();
    if (!effect.verb().isAct()) {
      return tellAround(effect, mutation);
    }
    return effect.repeatable() ? journalled(effect, mutation) : once(effect, mutation);
  }

  /** Does what must not be done twice: until its end is known, the target says that it is not. */
  private <T> T once(Effect effect, Callable<T> mutation) throws Exception {
    // It is not begun on what was heard of the lease some seconds ago.
    require(context.confirmedStopReason());
    try {
      attempt.begin(effect);
    } catch (DeployctlException notStored) {
      context.halt(notStored);
      throw new StoppedException("the run can't be recorded");
    }
    try {
      return journalled(effect, mutation);
    } finally {
      if (!mayBeBrokenOff()) {
        attempt.conclude();
      }
    }
  }

  private <T> T journalled(Effect effect, Callable<T> mutation) throws Exception {
    long intent = intend(effect);
    try {
      // Syncing takes time, and in that time the lease can be lost.
      requireGoingOn();
      T result = tellAround(effect, mutation);
      outcome(intent, Optional.empty());
      return result;
    } catch (Exception | Error failed) {
      if (!mayBeBrokenOff()) {
        outcome(intent, Optional.of(summary(failed)));
      }
      throw failed;
    }
  }

  /** An act that was broken off may have come to its end or not: nobody says that it failed. */
  private boolean mayBeBrokenOff() {
    return context.services().cancellation().isAborting();
  }

  private <T> T tellAround(Effect effect, Callable<T> mutation) throws Exception {
    context.tell(
        new RunEvent.ActStarted(context.now(), step, effect.id(), effect.verb(), effect.address()));
    try {
      T result = mutation.call();
      tellEnd(effect, Optional.empty());
      return result;
    } catch (Exception | Error failed) {
      tellEnd(effect, Optional.of(summary(failed)));
      throw failed;
    }
  }

  private String summary(Throwable failed) {
    return Failures.summary(failed, context.services().redactor());
  }

  private void tellEnd(Effect effect, Optional<String> failure) {
    context.tell(
        new RunEvent.ActFinished(
            context.now(), step, effect.id(), effect.verb(), effect.address(), failure));
  }

  private long intend(Effect effect) throws StoppedException {
    try {
      return context.journal().intent(step, effect, context.lease().fence());
    } catch (DeployctlException failed) {
      context.halt(failed);
      throw new StoppedException("the run's journal can't be written");
    }
  }

  // The act is done, whatever becomes of its record: only the next one is kept from beginning.
  private void outcome(long intent, Optional<String> failure) {
    try {
      context.journal().outcome(intent, failure);
    } catch (DeployctlException failed) {
      context.halt(failed);
    }
  }

  private void requireGoingOn() throws StoppedException {
    require(context.stopReason());
  }

  private static void require(Optional<String> reason) throws StoppedException {
    if (reason.isPresent()) {
      throw new StoppedException(reason.get());
    }
  }
}
