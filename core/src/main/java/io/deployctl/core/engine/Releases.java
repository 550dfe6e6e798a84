package io.deployctl.core.engine;

import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.ReleaseSummary;
import java.util.List;
import java.util.Optional;

/** Keeps the statuses of earlier releases true. */
final class Releases {
  private Releases() {}

  /**
   * Marks what the new release came in the place of: the deployed ones are superseded, and what a
   * rollback left behind is rolled back. The new release is stored before, so that a crash in
   * between leaves two deployed ones, of which the newest counts.
   *
   * @param before the releases there were before
   */
  static void supersede(
      RunContext context, Checkpoint checkpoint, List<ReleaseSummary> before, Plan plan) {
    for (ReleaseSummary line : before) {
      boolean leftBehind =
          plan.mode() == PlanMode.ROLLBACK
              && plan.base().equals(Optional.of(line.number()))
              && !plan.base().equals(plan.rollbackOf());
      ReleaseStatus status = leftBehind ? ReleaseStatus.ROLLED_BACK : ReleaseStatus.SUPERSEDED;
      if (leftBehind || line.status() == ReleaseStatus.DEPLOYED) {
        Optional<Release> release = context.services().store().release(line.number());
        release.ifPresent(found -> checkpoint.saveOther(found.withStatus(status)));
      }
    }
  }
}
