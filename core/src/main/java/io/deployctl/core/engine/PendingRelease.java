package io.deployctl.core.engine;

import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.util.Map;
import java.util.Optional;

/** Begins the release of a plan: everything that is known of it before the first act. */
final class PendingRelease {
  private PendingRelease() {}

  /**
   * Returns the checkpoint with the pending release and an inventory that names every object that
   * the run is going to own. Nothing is stored yet.
   *
   * @param legacy the run's plan, for whoever has to finish it
   */
  static Checkpoint begin(
      RunContext context,
      Prepared prepared,
      Inventory inventory,
      int number,
      Optional<ContentRef> legacy) {
    Checkpoint checkpoint =
        new Checkpoint(
            context,
            prepared.snapshot().tagger(),
            release(context, prepared, number, legacy),
            inventory,
            prepared.hold());
    prepared.steps().stream()
        .filter(step -> step.purpose() == PreparedStep.Purpose.KEEP)
        .forEach(step -> checkpoint.claim(step.id(), step.plan().claims()));
    return checkpoint;
  }

  private static Release release(
      RunContext context, Prepared prepared, int number, Optional<ContentRef> legacy) {
    Plan plan = prepared.plan();
    EngineServices services = context.services();
    return new Release(
        number,
        plan.run(),
        ReleaseStatus.PENDING,
        plan.mode(),
        plan.namespace(),
        plan.protectedEnvironment(),
        plan.base(),
        plan.rollbackOf(),
        services.actor(),
        prepared.git(),
        plan.configDigest(),
        plan.overrides(),
        plan.inputs(),
        plan.tools(),
        services.version(),
        context.now(),
        Optional.empty(),
        prepared.records(),
        legacy,
        Optional.empty(),
        false,
        Map.of());
  }
}
