package io.deployctl.core.spi;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import java.util.List;

/**
 * A provider at work on one step. Used by one thread at a time; closed when the step is through.
 */
public interface Session extends AutoCloseable {
  /**
   * Finds out what the step would do, by looking at the target, and changes nothing.
   *
   * @param request what is wanted
   * @return the step's plan, or why there can be none. An expected failure is a refusal, not an
   *     exception
   */
  Planned plan(Request request);

  /**
   * Does what was planned. It does not matter for what: the plan says it all. Every change of the
   * target goes through the gate, one effect at a time or several side by side.
   *
   * @param plan a plan of this provider with nothing left to be planned again
   * @param gate stands before every act
   * @return how it ended, with what the step owns now. An expected failure is a result, not an
   *     exception
   */
  StepResult execute(StepPlan plan, ActGate gate);

  /**
   * Proves that the step is done: returns what would still have to be done for the target to be as
   * planned. Empty is the proof. Looks only.
   */
  List<Effect> verify(StepPlan plan);

  /**
   * Returns what the account needs to be allowed to do for the request, now and when what is there
   * has changed. Asks no more of the cluster than which kinds it has, and can do without that.
   *
   * @param request {@code Deploy} for the step as the project has it, {@code Prune} for objects
   *     that nothing claims any more
   * @throws io.deployctl.core.diagnostic.DeployctlException when the step can't be read
   */
  default Needs needs(Request request) {
    return Needs.NONE;
  }

  /** Deletes temporary files and ends what is still running. */
  @Override
  void close();
}
