package io.deployctl.core.spi;

import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Effect;
import java.util.concurrent.Callable;

/**
 * Stands before every change of the target. Safe for several threads.
 *
 * <p>For each act: the lease is still held and nobody asked to stop; the intent is in the journal
 * (synced, unless the effect is repeatable, whose intents are committed in groups); the mutation
 * runs; its outcome is in the journal; an event tells it.
 */
public interface ActGate {
  /**
   * Runs the mutation of one effect.
   *
   * @param effect the effect, as it stands in the plan
   * @param mutation changes the target; bounded in time by the provider
   * @return what the mutation returned
   * @throws StoppedException before anything was done, when the lease is lost or a stop was asked
   * @throws Exception what the mutation threw
   */
  <T> T act(Effect effect, Callable<T> mutation) throws Exception;

  /** Returns the run that acts, for marks that tell whose act something in the target was. */
  RunId run();
}
