package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The small record of an environment that every store keeps: who it is, a line for each release,
 * and the hold.
 *
 * @param identity which environment
 * @param releases a line for each release that is kept, the newest last
 * @param hold the hold in force
 * @param unknownFields fields of a newer minor version, kept as they came
 */
public record EnvironmentIndex(
    EnvironmentIdentity identity,
    List<ReleaseSummary> releases,
    Optional<Hold> hold,
    Map<String, Object> unknownFields) {
  /** How many of the newest releases are kept. */
  public static final int KEPT = 10;

  private static final Comparator<ReleaseSummary> BY_NUMBER =
      Comparator.comparingInt(ReleaseSummary::number);

  /** Refuses nulls, sorts and copies. */
  public EnvironmentIndex {
    requireNonNull(identity, "identity is null");
    releases = releases.stream().sorted(BY_NUMBER).toList();
    requireNonNull(hold, "hold is null");
    unknownFields = Collections.unmodifiableSortedMap(new TreeMap<>(unknownFields));
  }

  /** Returns the index of an environment without releases. */
  public static EnvironmentIndex empty(EnvironmentIdentity identity) {
    return new EnvironmentIndex(identity, List.of(), Optional.empty(), Map.of());
  }

  /**
   * Returns this index with the release added, or put in the place of its earlier state, and
   * without the releases that are kept no longer: {@link #KEPT} newest ones stay, and besides the
   * newest verified and the newest deployed one.
   */
  public EnvironmentIndex with(Release release, Optional<Hold> newHold) {
    List<ReleaseSummary> all = new ArrayList<>(releases);
    all.removeIf(line -> line.number() == release.number());
    all.add(summary(release));
    return new EnvironmentIndex(identity, kept(all), newHold, unknownFields);
  }

  /** Returns this index with the lines of these releases only, by their numbers. */
  public EnvironmentIndex only(Set<Integer> numbers) {
    List<ReleaseSummary> some =
        releases.stream().filter(line -> numbers.contains(line.number())).toList();
    return new EnvironmentIndex(identity, some, hold, unknownFields);
  }

  /** Returns the environment with the given inventory. */
  public StoredEnvironment withInventory(Inventory inventory) {
    return new StoredEnvironment(identity, releases, inventory, hold);
  }

  private static List<ReleaseSummary> kept(List<ReleaseSummary> all) {
    List<ReleaseSummary> newestFirst = all.stream().sorted(BY_NUMBER.reversed()).toList();
    Set<Integer> numbers = new HashSet<>();
    newestFirst.stream().limit(KEPT).forEach(line -> numbers.add(line.number()));
    newestFirst.stream()
        .filter(ReleaseSummary::verified)
        .findFirst()
        .ifPresent(line -> numbers.add(line.number()));
    newestFirst.stream()
        .filter(line -> line.status() == ReleaseStatus.DEPLOYED)
        .findFirst()
        .ifPresent(line -> numbers.add(line.number()));
    return all.stream().filter(line -> numbers.contains(line.number())).toList();
  }

  private static ReleaseSummary summary(Release release) {
    return new ReleaseSummary(
        release.number(),
        release.run(),
        release.status(),
        release.mode(),
        release.rollbackOf(),
        release.actor().display(),
        release.git().map(GitState::commit).orElse(""),
        release.startedAt(),
        release.verified());
  }
}
