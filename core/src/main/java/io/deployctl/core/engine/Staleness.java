package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.Optional;

/** Refuses a plan that was made for another state of the environment than the one found now. */
final class Staleness {
  private Staleness() {}

  /**
   * Makes the environment in its store where there is none yet, and compares it with the one that
   * was planned for.
   *
   * @throws DeployctlException with status {@code STALE}, as {@link #check} has it, or when
   *     somebody else began the environment meanwhile
   */
  static void initialise(EnvironmentStore store, Snapshot planned) {
    StoredEnvironment now = store.initialise(planned.identity(), planned.key());
    if (planned.firstRun() && !isBegunWith(planned, now, store)) {
      throw stale(
          Diagnostic.error(
              "stale-plan", "somebody else began the environment since the plan was made"));
    }
    check(planned, now);
  }

  private static boolean isBegunWith(
      Snapshot planned, StoredEnvironment now, EnvironmentStore store) {
    return planned.identity().uuid().equals(now.identity().uuid())
        && store.key().isSame(planned.key());
  }

  /**
   * Compares the environment as it is with the one that was planned for.
   *
   * @throws DeployctlException with status {@code STALE}, naming who came in between
   */
  static void check(Snapshot planned, StoredEnvironment now) {
    if (!planned.identity().uuid().equals(now.identity().uuid())) {
      throw stale(
          Diagnostic.error(
                  "other-environment",
                  "the target holds another environment of the same name than the plan was made for")
              .detail("planned for " + planned.identity().uuid())
              .detail("found " + now.identity().uuid()));
    }
    Optional<ReleaseSummary> before = planned.newestLine();
    Optional<ReleaseSummary> found = now.newest();
    boolean same =
        before.map(ReleaseSummary::number).equals(found.map(ReleaseSummary::number))
            && before.map(ReleaseSummary::status).equals(found.map(ReleaseSummary::status));
    if (!same) {
      throw stale(moved(found));
    }
  }

  /**
   * Compares the newest release as it is with the one that was planned on. One that was pending
   * then and is now may still have gone on in between: its run came further, and died after that.
   *
   * @throws DeployctlException with status {@code STALE}
   */
  static void checkUnfinished(Snapshot planned, Optional<Release> now) {
    if (now.filter(release -> release.status() == ReleaseStatus.PENDING).isPresent()
        && !now.equals(planned.newest())) {
      throw stale(
          Diagnostic.error(
                  "stale-plan",
                  "release %d, which is not finished, went on since the plan was made"
                      .formatted(now.get().number()))
              .detail("it is by " + now.get().actor().display()));
    }
  }

  /** Returns the refusal of a plan whose environment was destroyed meanwhile. */
  static DeployctlException gone() {
    return stale(moved(Optional.empty()));
  }

  private static Diagnostic moved(Optional<ReleaseSummary> found) {
    Diagnostic moved =
        Diagnostic.error("stale-plan", "the environment moved since the plan was made");
    return found.isEmpty()
        ? moved.detail("its releases are gone: it was destroyed")
        : moved.detail(
            "release "
                + found.get().number()
                + " ("
                + found.get().status().word()
                + ") was made by "
                + found.get().actor()
                + " at "
                + found.get().startedAt());
  }

  private static DeployctlException stale(Diagnostic reason) {
    return new DeployctlException(
        ExitStatus.STALE, reason.hint("plan again and look at what would change now"));
  }
}
