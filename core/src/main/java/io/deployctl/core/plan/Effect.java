package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a step will do, as it is reviewed, gated and journalled.
 *
 * @param id unique within the step and the same each time the same thing is planned
 * @param verb what is done
 * @param address to what, as users read it: {@code Deployment ecap/api}, {@code release redis}
 * @param resource the object, where it is one of the cluster
 * @param changes the fields, in order; empty where there is nothing more to see
 * @param undo what an undo would cost
 * @param precondition what was found, for the check at apply; empty where there is nothing to check
 * @param waitsOn outputs that have to be known first
 * @param repeatable whether doing it twice is the same as doing it once, as server-side apply is
 * @param notes what a reviewer should know besides: {@code take over from kubectl}
 * @param needs what the account has to be allowed to do for it, as far as that is known
 * @param origin where the object, or what else is acted on, came from, as far as that is known
 */
public record Effect(
    String id,
    Verb verb,
    String address,
    Optional<ResourceId> resource,
    List<FieldChange> changes,
    Undo undo,
    Optional<Fingerprint> precondition,
    Set<StepOutputRef> waitsOn,
    boolean repeatable,
    List<String> notes,
    List<Permission> needs,
    Optional<FieldOrigin> origin) {
  /** Refuses nulls and copies. */
  public Effect {
    requireNonNull(id, "id is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(address, "address is null");
    requireNonNull(resource, "resource is null");
    changes = List.copyOf(changes);
    requireNonNull(undo, "undo is null");
    requireNonNull(precondition, "precondition is null");
    waitsOn = Set.copyOf(waitsOn);
    notes = List.copyOf(notes);
    needs = List.copyOf(needs);
    requireNonNull(origin, "origin is null");
  }

  /** Makes one of which it is not known what it needs and where it came from. */
  public Effect(
      String id,
      Verb verb,
      String address,
      Optional<ResourceId> resource,
      List<FieldChange> changes,
      Undo undo,
      Optional<Fingerprint> precondition,
      Set<StepOutputRef> waitsOn,
      boolean repeatable,
      List<String> notes) {
    this(
        id,
        verb,
        address,
        resource,
        changes,
        undo,
        precondition,
        waitsOn,
        repeatable,
        notes,
        List.of(),
        Optional.empty());
  }

  /** Returns an effect that is not repeatable, is reversible and shows no fields. */
  public static Effect of(String id, Verb verb, String address) {
    return new Effect(
        id,
        verb,
        address,
        Optional.empty(),
        List.of(),
        Undo.REVERSIBLE,
        Optional.empty(),
        Set.of(),
        false,
        List.of());
  }

  /** Returns this effect with the given fields. */
  public Effect withChanges(List<FieldChange> fields) {
    return copy(fields, undo, precondition, waitsOn, notes, needs, origin);
  }

  /** Returns this effect with the given undo. */
  public Effect withUndo(Undo cost) {
    return copy(changes, cost, precondition, waitsOn, notes, needs, origin);
  }

  /** Returns this effect waiting on the given outputs. */
  public Effect withWaits(Set<StepOutputRef> waits) {
    return copy(changes, undo, precondition, waits, notes, needs, origin);
  }

  /** Returns this effect with the given notes. */
  public Effect withNotes(List<String> words) {
    return copy(changes, undo, precondition, waitsOn, words, needs, origin);
  }

  /** Returns this effect with what was found when it was planned. */
  public Effect withPrecondition(Fingerprint found) {
    return copy(changes, undo, Optional.of(found), waitsOn, notes, needs, origin);
  }

  /** Returns this effect with what the account has to be allowed to do for it. */
  public Effect withNeeds(List<Permission> permissions) {
    return copy(changes, undo, precondition, waitsOn, notes, permissions, origin);
  }

  /** Returns this effect with where its object came from. */
  public Effect from(FieldOrigin made) {
    return copy(changes, undo, precondition, waitsOn, notes, needs, Optional.of(made));
  }

  private Effect copy(
      List<FieldChange> fields,
      Undo cost,
      Optional<Fingerprint> found,
      Set<StepOutputRef> waits,
      List<String> words,
      List<Permission> permissions,
      Optional<FieldOrigin> made) {
    return new Effect(
        id,
        verb,
        address,
        resource,
        fields,
        cost,
        found,
        waits,
        repeatable,
        words,
        permissions,
        made);
  }
}
