package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the steps of one command know of each other: they are planned in their order, and each finds
 * here what those before it found. Safe for several threads.
 */
final class Peers {
  private final ConfigTags configs = new ConfigTags();
  private final IgnoreUse rules = new IgnoreUse();
  private final MovingImages images;
  private final Set<StepId> planned = ConcurrentHashMap.newKeySet();
  private final Set<ResourceId> leaving = ConcurrentHashMap.newKeySet();

  /**
   * Makes one.
   *
   * @param images collects images whose tag can move
   */
  Peers(MovingImages images) {
    this.images = images;
  }

  /** Returns what collects images whose tag can move. */
  MovingImages images() {
    return images;
  }

  /** Returns the content of ConfigMaps and Secrets by tag. */
  ConfigTags configs() {
    return configs;
  }

  /** Returns which rules about fields of others were of use. */
  IgnoreUse rules() {
    return rules;
  }

  /** Remembers that a step has been planned, and the autoscalers that it deletes. */
  void planned(StepId step, Collection<ResourceId> deleted) {
    planned.add(step);
    leaving.addAll(deleted);
  }

  /** Returns whether an earlier step deletes the object, so that it is to be made again. */
  boolean isDeleted(ResourceId id) {
    return leaving.contains(id);
  }

  /**
   * Returns whether an object of the environment that the step does not have will be pruned. Of one
   * that a later step had last, that can't be told.
   */
  boolean isLeaving(InventoryEntry entry, JsonNode live, StepScope scope) {
    boolean known = entry.step().equals(scope.step()) || planned.contains(entry.step());
    return known
        && !scope.claimedByOthers().contains(entry.id())
        && entry.uid().isPresent()
        && entry.uid().equals(Trees.text(live, "metadata", "uid"))
        && PrunePlanner.guard(scope.environment(), entry, live).isEmpty();
  }
}
