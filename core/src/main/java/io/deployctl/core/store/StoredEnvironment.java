package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.ReleaseStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An environment as its store has it.
 *
 * @param identity which one it is
 * @param releases a line for each release that is kept, the newest last
 * @param inventory every object that it owns
 * @param hold the hold in force
 */
public record StoredEnvironment(
    EnvironmentIdentity identity,
    List<ReleaseSummary> releases,
    Inventory inventory,
    Optional<Hold> hold) {
  /** Refuses nulls and copies. */
  public StoredEnvironment {
    requireNonNull(identity, "identity is null");
    releases = List.copyOf(releases);
    requireNonNull(inventory, "inventory is null");
    requireNonNull(hold, "hold is null");
  }

  /** Returns the newest release, whatever became of it. */
  public Optional<ReleaseSummary> newest() {
    return releases.stream().max(Comparator.comparingInt(ReleaseSummary::number));
  }

  /** Returns the newest release that is deployed: what the environment should be now. */
  public Optional<ReleaseSummary> deployed() {
    return releases.stream()
        .filter(release -> release.status() == ReleaseStatus.DEPLOYED)
        .max(Comparator.comparingInt(ReleaseSummary::number));
  }
}
