package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.ReleaseSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the release that a rollback goes back to. */
final class RollbackTarget {
  private final EngineServices services;
  private final Snapshot snapshot;

  RollbackTarget(EngineServices services, Snapshot snapshot) {
    this.services = services;
    this.snapshot = snapshot;
  }

  /**
   * Returns the release.
   *
   * @param to its number; empty means the one deployed before the newest state
   * @throws DeployctlException when there is none, it is not kept, or it never was whole
   */
  Release choose(Optional<Integer> to) {
    ReleaseSummary line = to.isPresent() ? named(to.get()) : before();
    return services.store().release(line.number()).orElseThrow(() -> unknown(line.number()));
  }

  private ReleaseSummary named(int number) {
    ReleaseSummary line =
        snapshot.releases().stream()
            .filter(candidate -> candidate.number() == number)
            .findFirst()
            .orElseThrow(() -> unknown(number));
    if (line.status() == ReleaseStatus.FAILED || line.status() == ReleaseStatus.PENDING) {
      throw notWhole(line);
    }
    return line;
  }

  private ReleaseSummary before() {
    Optional<ReleaseSummary> newest = snapshot.newestLine();
    boolean newestIsWhole =
        newest.map(line -> line.status() == ReleaseStatus.DEPLOYED).orElse(false);
    // A rollback's release is what its origin was: before it means before its origin.
    int below =
        newestIsWhole ? newest.get().rollbackOf().orElse(newest.get().number()) : Integer.MAX_VALUE;
    return snapshot.releases().stream()
        .filter(RollbackTarget::isWhole)
        .filter(line -> line.number() < below)
        .max(Comparator.comparingInt(ReleaseSummary::number))
        .orElseThrow(this::noneBefore);
  }

  /** Returns whether there is a release among these that a failed one can be gone back from. */
  static boolean isIn(List<ReleaseSummary> releases) {
    return releases.stream().anyMatch(RollbackTarget::isWhole);
  }

  private static boolean isWhole(ReleaseSummary line) {
    return line.status() == ReleaseStatus.DEPLOYED || line.status() == ReleaseStatus.SUPERSEDED;
  }

  private DeployctlException noneBefore() {
    return DeployctlException.failed(
        Diagnostic.error(
                "nothing-to-roll-back-to", "there is no earlier deployed release to go back to")
            .hint(
                isIn(snapshot.releases())
                    ? "see `deployctl history`, and name a release with `--to`"
                    : "nothing was deployed as a whole yet: run `deployctl apply`"));
  }

  private DeployctlException unknown(int number) {
    List<String> kept =
        snapshot.releases().stream()
            .filter(RollbackTarget::isWhole)
            .map(line -> Integer.toString(line.number()))
            .toList();
    return DeployctlException.failed(
        Diagnostic.error("unknown-release", "release " + number + " is not kept")
            .hint(
                kept.isEmpty()
                    ? "no release is kept that could be gone back to"
                    : "these can be gone back to: " + String.join(", ", kept)));
  }

  private static DeployctlException notWhole(ReleaseSummary line) {
    return DeployctlException.failed(
        Diagnostic.error(
                "release-not-deployed",
                "release "
                    + line.number()
                    + " never was deployed as a whole (it is "
                    + line.status().word()
                    + ")")
            .hint("choose a deployed release from `deployctl history`"));
  }
}
