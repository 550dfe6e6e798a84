package io.deployctl.core.engine;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.release.Attempt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps the target's word on whether something is under way in a step that must not be done twice:
 * said before the first such act, and taken back once the last has ended.
 */
final class StepAttempt {
  private final RunContext context;
  private final Checkpoint checkpoint;
  private final StepId step;
  private final Digest inputs;
  private int underWay;

  StepAttempt(RunContext context, Checkpoint checkpoint, StepId step, Digest inputs) {
    this.context = context;
    this.checkpoint = checkpoint;
    this.step = step;
    this.inputs = inputs;
  }

  /**
   * Stores that the effect is about to be done, unless the target knows already.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when it can't be stored: then it must
   *     not be done
   */
  synchronized void begin(Effect effect) {
    if (underWay == 0) {
      SortedMap<String, String> found =
          effect.precondition().map(Fingerprint::parts).orElseGet(TreeMap::new);
      checkpoint.attempt(step, new Attempt(context.run(), inputs, found, context.now()));
    }
    underWay++;
  }

  /** Takes it back: how it ended is known, or it never began. */
  synchronized void conclude() {
    underWay--;
    if (underWay == 0) {
      checkpoint.conclude(step);
    }
  }
}
