package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All of an environment's state, read at once: what it takes to have the environment again in
 * another store. It holds the environment's key, so it is as secret as everything sealed under it.
 *
 * @param index identity, a line per release, and the hold
 * @param key the environment's key; empty where it was lost
 * @param inventory every object that the environment owns
 * @param releases the records of the kept releases, by number
 * @param contents everything that the releases refer to, as far as it was there
 * @param missing what could not be read, a line each; empty where nothing is missing
 */
public record StateImage(
    EnvironmentIndex index,
    Optional<EnvironmentKey> key,
    Inventory inventory,
    SortedMap<Integer, Release> releases,
    Map<ContentRef, Content> contents,
    List<String> missing) {
  /** Refuses nulls and copies. */
  public StateImage {
    requireNonNull(index, "index is null");
    requireNonNull(key, "key is null");
    requireNonNull(inventory, "inventory is null");
    releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    missing = List.copyOf(missing);
  }

  /** Returns which environment it is of. */
  public EnvironmentIdentity identity() {
    return index.identity();
  }

  /** Returns whether nothing is missing. */
  public boolean isWhole() {
    return missing.isEmpty();
  }

  /** Returns the environment as a store would read it. */
  public StoredEnvironment environment() {
    return index.withInventory(inventory);
  }

  /**
   * Stores all contents and returns the releases with where these are now: a place that can't keep
   * bodies of Secrets beside them seals them instead.
   *
   * @param put stores one
   */
  public SortedMap<Integer, Release> storedBy(Function<Content, ContentRef> put) {
    Map<ContentRef, ContentRef> places = new HashMap<>();
    contents.forEach((reference, content) -> places.put(reference, put.apply(content)));
    SortedMap<Integer, Release> moved = new TreeMap<>(releases);
    moved.replaceAll(
        (number, release) -> release.withContents(place -> places.getOrDefault(place, place)));
    return moved;
  }

  @Override
  public String toString() {
    return identity() + " with " + releases.size() + " releases";
  }
}
