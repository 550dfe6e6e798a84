package io.deployctl.core.engine;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.Tagger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The run's release and the inventory as they are now, stored after every change, so that whoever
 * comes next knows what may be in the target. Safe for several threads.
 */
final class Checkpoint {
  private final RunContext context;
  private final Tagger tagger;
  private Release release;
  private Inventory inventory;
  private Optional<Hold> hold;

  Checkpoint(
      RunContext context,
      Tagger tagger,
      Release release,
      Inventory inventory,
      Optional<Hold> hold) {
    this.context = context;
    this.tagger = tagger;
    this.release = release;
    this.inventory = inventory;
    this.hold = hold;
  }

  synchronized Release release() {
    return release;
  }

  synchronized Inventory inventory() {
    return inventory;
  }

  /** Stores the state as it is. */
  synchronized void save() {
    if (!context.isReadOnly()) {
      context.services().store().save(release, inventory, hold, context.lease());
    }
  }

  /** Adds objects that a step is going to own, without storing yet. */
  synchronized void claim(StepId step, Set<ResourceId> claims) {
    List<InventoryEntry> entries = new ArrayList<>();
    for (ResourceId id : claims) {
      Optional<InventoryEntry> known = inventory.find(id);
      entries.add(
          new InventoryEntry(
              id,
              known.map(InventoryEntry::apiVersion).orElse(""),
              step,
              known.flatMap(InventoryEntry::uid),
              known.flatMap(InventoryEntry::desired),
              known.flatMap(InventoryEntry::live)));
    }
    inventory = inventory.with(entries);
  }

  /** Returns whether every one of the objects is known to be there. */
  synchronized boolean hasAll(Set<ResourceId> claims) {
    return claims.stream()
        .allMatch(id -> inventory.find(id).flatMap(InventoryEntry::uid).isPresent());
  }

  /** Records a step that had nothing to do: what was in doubt in it is decided. */
  synchronized void unchanged(PreparedStep step, StepRecord settled) {
    replace(
        step.id(),
        begun ->
            StepRecords.placed(settled, begun.step(), begun.stage(), begun.needs())
                .with(StepOutcome.UNCHANGED)
                .with(Optional.empty()));
    save();
  }

  /**
   * Stores that a step is about to do something that must not be done twice: if nobody comes to
   * tell what became of it, whoever goes on knows that it is in doubt.
   */
  synchronized void attempt(StepId step, Attempt attempt) {
    replace(step, begun -> begun.with(StepOutcome.RUNNING).with(Optional.of(attempt)));
    save();
  }

  /** Takes an attempt back, whose end is known; stored with the next change. */
  synchronized void conclude(StepId step) {
    replace(step, begun -> begun.with(Optional.empty()));
  }

  /** Records a step that has nothing to tell but how it ended. */
  synchronized void ended(PreparedStep step, StepOutcome outcome) {
    replace(step.id(), begun -> begun.with(outcome));
    save();
  }

  /** Notes how a step ended; stored with the next change. */
  synchronized void note(PreparedStep step, StepOutcome outcome) {
    replace(step.id(), begun -> begun.with(outcome));
  }

  /** Records how a step was executed. */
  void ended(PreparedStep step, StepOutcome outcome, StepResult result) {
    Optional<SortedMap<String, ContentRef>> restoration = result.restoration().map(this::put);
    synchronized (this) {
      inventory = inventory.with(result.owned()).without(result.gone());
      if (outcome.isGood() && step.purpose() == PreparedStep.Purpose.REMOVE) {
        forget(step);
      } else if (outcome.isGood() || restoration.isPresent()) {
        int version = result.restoration().map(Restoration::version).orElse(0);
        Map<String, io.deployctl.core.value.Leaf> outputs =
            OutputLeaves.leaves(result.outputs(), tagger);
        replace(
            step.id(),
            begun -> StepRecords.ended(begun, step, outcome, version, restoration, outputs));
      } else {
        replace(step.id(), begun -> begun.with(outcome));
      }
      save();
    }
  }

  /** Ends the release and stores it. */
  synchronized void end(ReleaseStatus status, Instant at, boolean verified, boolean liftHold) {
    release = release.ended(status, at, verified);
    hold = liftHold ? Optional.empty() : hold;
    save();
  }

  /** Stores another release, whose status changed by this run. */
  synchronized void saveOther(Release other) {
    context.services().store().save(other, inventory, hold, context.lease());
  }

  // A step that is no step of objects proves by itself that it is gone, with all that it owned.
  private void forget(PreparedStep step) {
    List<StepRecord> left = new ArrayList<>(release.steps());
    left.removeIf(record -> record.step().equals(step.id()));
    release = release.withSteps(left);
    if (!step.plan().provider().equals(StepKinds.MANIFESTS)) {
      inventory =
          inventory.without(inventory.of(step.id()).stream().map(InventoryEntry::id).toList());
    }
  }

  private void replace(StepId step, java.util.function.UnaryOperator<StepRecord> change) {
    release =
        release.withSteps(
            release.steps().stream()
                .map(record -> record.step().equals(step) ? change.apply(record) : record)
                .toList());
  }

  private SortedMap<String, ContentRef> put(Restoration restoration) {
    SortedMap<String, ContentRef> references = new TreeMap<>();
    if (!context.isReadOnly()) {
      for (Map.Entry<String, Content> entry : restoration.payload().entrySet()) {
        references.put(entry.getKey(), context.services().store().put(entry.getValue()));
      }
    }
    return references;
  }
}
