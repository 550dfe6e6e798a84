package io.deployctl.core.release;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every object that the environment owns, written before the first act. It shrinks only after a
 * deletion is verified.
 *
 * @param entries the objects by identity
 */
public record Inventory(SortedMap<ResourceId, InventoryEntry> entries) {
  /** An inventory without objects. */
  public static final Inventory EMPTY = new Inventory(new TreeMap<>());

  /** Copies. */
  public Inventory {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** Returns the object's entry, if the environment owns it. */
  public Optional<InventoryEntry> find(ResourceId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** Returns this inventory with the given entries added, or put in the place of older ones. */
  public Inventory with(Collection<InventoryEntry> more) {
    SortedMap<ResourceId, InventoryEntry> merged = new TreeMap<>(entries);
    more.forEach(entry -> merged.put(entry.id(), entry));
    return new Inventory(merged);
  }

  /** Returns this inventory without the objects whose deletion was verified. */
  public Inventory without(Collection<ResourceId> gone) {
    SortedMap<ResourceId, InventoryEntry> left = new TreeMap<>(entries);
    gone.forEach(left::remove);
    return new Inventory(left);
  }

  /** Returns the entries that none of the given claims names. */
  public List<InventoryEntry> unclaimed(Set<ResourceId> claims) {
    return entries.values().stream().filter(entry -> !claims.contains(entry.id())).toList();
  }

  /** Returns the entries that the step applied. */
  public List<InventoryEntry> of(StepId step) {
    return entries.values().stream().filter(entry -> entry.step().equals(step)).toList();
  }
}
