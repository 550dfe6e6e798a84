package io.deployctl.providers.manifests;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.value.KeyedTag;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the content of the environment's ConfigMaps and Secrets by tag: as this command's steps
 * planned it, or else as it was applied last. Shared by the steps of a command, which are planned
 * in their order. Safe for several threads.
 */
final class ConfigTags {
  private final Map<ResourceId, Planned> planned = new ConcurrentHashMap<>();
  private final Set<ResourceId> changing = ConcurrentHashMap.newKeySet();

  private record Planned(KeyedTag tag, Set<StepOutputRef> waitsOn) {}

  /** Returns whether objects of the kind are remembered. */
  static boolean isConfig(Manifest manifest) {
    return manifest.is("", "ConfigMap") || manifest.is("", "Secret");
  }

  /** Remembers what a step plans. */
  void put(Manifest manifest, KeyedTag desired) {
    planned.put(manifest.id(), new Planned(desired, manifest.waitsOn()));
  }

  /** Remembers that the object will be another than it is now. */
  void change(ResourceId id) {
    changing.add(id);
  }

  /** Returns whether one of the objects will be another than it is now. */
  boolean isChanging(Collection<ResourceId> ids) {
    return ids.stream().anyMatch(changing::contains);
  }

  /** Returns the object's tag, if it is the environment's. */
  Optional<KeyedTag> find(ResourceId id, Inventory inventory) {
    Planned known = planned.get(id);
    return known != null
        ? Optional.of(known.tag())
        : inventory.find(id).flatMap(InventoryEntry::desired);
  }

  /** Returns the outputs that the content of one of the objects waits on. */
  Set<StepOutputRef> waitsOn(Iterable<ResourceId> ids) {
    Set<StepOutputRef> waits = new TreeSet<>();
    for (ResourceId id : ids) {
      Planned known = planned.get(id);
      if (known != null) {
        waits.addAll(known.waitsOn());
      }
    }
    return waits;
  }
}
