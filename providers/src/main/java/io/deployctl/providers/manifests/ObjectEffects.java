package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.StepScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what is done to one object: its fields with their origins, secrets masked, and who moved
 * what had been applied. Safe for several threads.
 */
final class ObjectEffects {
  private final StepScope scope;
  private final Map<ResourceId, Manifest> previous;
  private final Prints prints;

  /**
   * Makes one.
   *
   * @param previous the manifests that the newest release holds of the step
   */
  ObjectEffects(StepScope scope, Map<ResourceId, Manifest> previous, Prints prints) {
    this.scope = scope;
    this.previous = previous;
    this.prints = prints;
  }

  /** Returns the effect of making the object. */
  Effect creation(Desired desired, Optional<InventoryEntry> entry, List<String> notes) {
    Manifest manifest = desired.manifest();
    List<FieldDiff.Difference> differences =
        FieldDiff.leaves(desired.delegated().forCreation(manifest.body()));
    return Effects.of(
            Verb.CREATE,
            manifest.id(),
            Undos.ofCreate(manifest.id()),
            Prints.absent(manifest.apiVersion()),
            notes)
        .withChanges(changes(desired, differences, Optional.empty(), entry))
        .from(FieldOrigins.of(manifest))
        .withWaits(manifest.waitsOn());
  }

  /** Returns an effect on the object that is there, without its fields. */
  Effect on(Desired desired, ObjectNode live, Verb verb, Undo undo, List<String> notes) {
    Manifest manifest = desired.manifest();
    return Effects.of(
            verb,
            manifest.id(),
            undo,
            prints.found(manifest.apiVersion(), live, Optional.of(desired)),
            notes)
        .from(FieldOrigins.of(manifest));
  }

  /** Returns fields as they may be shown. */
  List<FieldChange> changes(
      Desired desired,
      List<FieldDiff.Difference> differences,
      Optional<ObjectNode> live,
      Optional<InventoryEntry> entry) {
    Manifest manifest = desired.manifest();
    Masking masking =
        new Masking(manifest.is("", "Secret"), scope.tagger(), scope.redactor()).add(manifest);
    Optional<Manifest> before = Optional.ofNullable(previous.get(manifest.id()));
    before.ifPresent(masking::add);
    if (live.isEmpty() || entry.isEmpty()) {
      return Effects.changes(differences, masking, manifest, path -> Optional.empty());
    }
    ManagedFields fields = ManagedFields.of(live.get());
    boolean unchanged =
        entry.flatMap(InventoryEntry::desired).equals(Optional.of(prints.desired(desired)));
    String manager = scope.environment().fieldManager();
    return Effects.changes(
        differences,
        masking,
        manifest,
        path -> {
          boolean applied = before.map(m -> !path.in(m.body()).isMissingNode()).orElse(unchanged);
          return applied ? fields.mover(path, manager) : Optional.empty();
        });
  }

  /** Returns how an effect is done. */
  static Action action(
      Effect effect,
      Desired desired,
      Optional<String> uid,
      Optional<Takeover> takeover,
      boolean force) {
    Manifest manifest = desired.manifest();
    return new Action(
        effect.id(),
        effect.verb(),
        manifest.id(),
        manifest.apiVersion(),
        uid,
        takeover,
        force,
        desired.scaled());
  }
}
