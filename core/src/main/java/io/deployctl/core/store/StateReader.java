package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads all of an environment's state, as far as it can be read, and says what can't. */
public final class StateReader {
  private final StateParts parts;
  private final boolean withContents;
  private final List<String> missing = new ArrayList<>();
  private Optional<DeployctlException> first = Optional.empty();

  private StateReader(StateParts parts, boolean withContents) {
    this.parts = parts;
    this.withContents = withContents;
  }

  /**
   * Reads everything.
   *
   * @return the state; empty where there is none at all
   * @throws DeployctlException when there is something, but nothing of it can be read
   */
  public static Optional<StateImage> read(StateParts parts) {
    return new StateReader(parts, true).image();
  }

  /** Reads everything but content, which is most of it. */
  public static Optional<StateImage> outline(StateParts parts) {
    return new StateReader(parts, false).image();
  }

  private Optional<StateImage> image() {
    Optional<EnvironmentIndex> index = part("the index", parts::index);
    Optional<EnvironmentKey> key = part("the environment's key", parts::key);
    SortedMap<Integer, Release> releases = releases();
    Optional<EnvironmentIdentity> identity =
        index
            .map(EnvironmentIndex::identity)
            .or(() -> part("the environment's identity", parts::identity));
    if (identity.isEmpty()) {
      return none(key, releases);
    }
    Optional<Inventory> inventory = part("the inventory", parts::inventory);
    boolean everUsed = index.isEmpty() || !index.get().releases().isEmpty();
    if (inventory.isEmpty() && everUsed) {
      note("the inventory: it is not there; what the environment owns is known by labels only");
    }
    if (key.isEmpty()) {
      note("the environment's key: what was sealed under it can't be opened any more");
    }
    if (index.isEmpty()) {
      note("the index: made again of the releases that are there; a hold is not known any more");
    }
    Map<ContentRef, Content> contents =
        withContents ? contents(releases, identity.get(), key) : Map.of();
    return Optional.of(
        new StateImage(
            index.orElseGet(() -> rebuilt(identity.get(), releases)),
            key,
            inventory.orElse(Inventory.EMPTY),
            releases,
            contents,
            missing));
  }

  private Optional<StateImage> none(
      Optional<EnvironmentKey> key, SortedMap<Integer, Release> releases) {
    if (first.isPresent()) {
      throw first.get();
    }
    if (key.isEmpty() && releases.isEmpty()) {
      return Optional.empty();
    }
    throw DeployctlException.failed(
        Diagnostic.error(
            "state-damaged", "nothing in the environment's state says which environment it is"));
  }

  private SortedMap<Integer, Release> releases() {
    SortedSet<Integer> numbers =
        part("the list of releases", () -> Optional.of(parts.releases())).orElseGet(TreeSet::new);
    SortedMap<Integer, Release> releases = new TreeMap<>();
    for (int number : numbers) {
      String name = "release " + number;
      int before = missing.size();
      part(name, () -> parts.release(number))
          .ifPresentOrElse(
              release -> releases.put(number, release),
              () -> {
                if (missing.size() == before) {
                  note(name + ": its record is not there");
                }
              });
    }
    return releases;
  }

  private Map<ContentRef, Content> contents(
      SortedMap<Integer, Release> releases,
      EnvironmentIdentity identity,
      Optional<EnvironmentKey> key) {
    Map<ContentRef, Content> contents = new LinkedHashMap<>();
    releases.forEach(
        (number, release) -> {
          for (ContentRef reference : release.contents()) {
            if (!contents.containsKey(reference)) {
              part(
                      "content " + reference.digest().brief() + " of release " + number,
                      () -> parts.content(reference, identity, key))
                  .ifPresent(content -> contents.put(reference, content));
            }
          }
        });
    return contents;
  }

  private static EnvironmentIndex rebuilt(
      EnvironmentIdentity identity, SortedMap<Integer, Release> releases) {
    EnvironmentIndex index = EnvironmentIndex.empty(identity);
    for (Release release : releases.values()) {
      index = index.with(release, Optional.empty());
    }
    return index;
  }

  private <T> Optional<T> part(String name, Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (DeployctlException damaged) {
      if (damaged.status() != ExitStatus.FAILED) {
        // Another environment's state, or nobody waits any more: that is no damage.
        throw damaged;
      }
      if (first.isEmpty()) {
        first = Optional.of(damaged);
      }
      Diagnostic why = damaged.diagnostics().get(0);
      String where = why.details().isEmpty() ? "" : " (" + String.join("; ", why.details()) + ")";
      note(name + ": " + why.summary() + where);
      return Optional.empty();
    }
  }

  private void note(String line) {
    if (!missing.contains(line)) {
      missing.add(line);
    }
  }
}
