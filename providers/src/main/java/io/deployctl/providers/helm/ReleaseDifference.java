package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is between a release as it stands and a manifest, shown as an effect. For one plan. */
final class ReleaseDifference {
  private final ReleaseStanding standing;
  private final LiveObjects live;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> setByHand = new LinkedHashSet<>();
  private Optional<ChartOrigins> origins = Optional.empty();

  ReleaseDifference(ReleaseStanding standing) {
    this.standing = standing;
    this.live = new LiveObjects(standing.cluster());
  }

  /** Adds what reviewers should know of the effect. */
  void note(String note) {
    notes.add(note);
  }

  /** Has fields say where in the chart and the values they come from. */
  void comeFrom(ChartOrigins known) {
    origins = Optional.of(known);
  }

  /** Has texts masked that others may have set on the release as secrets. */
  void maskTexts(HelmRevision of, Map<String, Object> values) {
    setByHand.addAll(ValueLoss.texts(of, values));
  }

  /** Returns the effect that would still be needed for a manifest to be what is there. */
  Optional<Effect> remaining(Manifest target, Marks marks, StoredRelease stored) {
    HelmHistory history = standing.history();
    Manifest deployed = standing.deployedManifest();
    ReleaseComparison comparison = compared(target, deployed, marks);
    comparison.compareLive();
    boolean failed = history.latest().filter(HelmRevision::isDeployed).isEmpty();
    if (!comparison.hasChanges() && !failed) {
      return Optional.empty();
    }
    comparison.kept().forEach(kept -> notes.add(kept + " leaves the release and stays"));
    history
        .latest()
        .filter(revision -> !revision.isDeployed())
        .ifPresent(
            revision -> notes.add("revision " + revision.number() + " is " + revision.status()));
    if (stored.action() == StoredRelease.Action.ROLLBACK) {
      notes.add("from Helm's revision " + stored.revision());
    }
    Verb verb = history.latest().isEmpty() ? Verb.CREATE : Verb.UPDATE;
    return Optional.of(
        effect(verb)
            .withChanges(located(withLosses(comparison.changes(), stored), target, deployed))
            .withUndo(HelmPlans.undoOfLeaving(deployed, target))
            .withWaits(marks.waitsOn())
            .withPrecondition(history.fingerprint())
            .withNotes(notes)
            .withNeeds(
                ReleaseActNeeds.of(
                    standing.spec(), standing.cluster(), target, deployed, comparison.changes())));
  }

  /** Returns the fields that a manifest would change. */
  List<FieldChange> changes(Manifest target, Marks marks) {
    ReleaseComparison comparison = compared(target, standing.deployedManifest(), marks);
    comparison.compareLive();
    return comparison.changes();
  }

  /** Returns the effect of taking the release away. */
  Effect removal(Manifest present) {
    ReleaseComparison comparison = compared(new Manifest(), present, Marks.NONE);
    return Effect.of("release", Verb.DELETE, standing.spec().address())
        .withChanges(comparison.changes())
        .withUndo(HelmPlans.undoOfRemoval(standing.spec(), present))
        .withPrecondition(standing.history().fingerprint())
        .withNotes(HelmPlans.stays(present))
        .withNeeds(
            ReleaseActNeeds.of(
                standing.spec(),
                standing.cluster(),
                new Manifest(),
                present,
                comparison.changes()));
  }

  /** Returns the effect of taking the release over as it is. */
  Effect adoption() {
    return Effect.of("release", Verb.ADOPT, standing.spec().address())
        .withPrecondition(standing.history().fingerprint())
        .withNotes(notes);
  }

  /** Returns what to tell of objects that were not compared. */
  List<Diagnostic> uncompared() {
    List<Diagnostic> told = new ArrayList<>();
    if (!live.leftAlone().isEmpty()) {
      told.add(HelmPlans.leftAlone(live.leftAlone()));
    }
    if (!live.unseen().isEmpty()) {
      told.add(HelmPlans.unseen(live.unseen()));
    }
    return told;
  }

  private Effect effect(Verb verb) {
    Effect effect = Effect.of("release", verb, standing.spec().address());
    return origins.map(known -> effect.from(known.release())).orElse(effect);
  }

  private List<FieldChange> located(List<FieldChange> changes, Manifest target, Manifest deployed) {
    return origins.map(known -> known.of(changes, target, deployed)).orElse(changes);
  }

  /** Of a release that others set values on, an upgrade shows those that it loses. */
  private List<FieldChange> withLosses(List<FieldChange> changes, StoredRelease stored) {
    boolean upgrade = stored.action() == StoredRelease.Action.UPGRADE;
    if (!upgrade || !standing.isOfOthers()) {
      return changes;
    }
    List<FieldChange> all = new ArrayList<>(changes);
    standing.history().latest().ifPresent(now -> all.addAll(ValueLoss.of(now, stored.values())));
    return all;
  }

  private ReleaseComparison compared(Manifest target, Manifest deployed, Marks marks) {
    Set<String> secretKeys = new LinkedHashSet<>(target.secretKeys());
    secretKeys.addAll(deployed.secretKeys());
    secretKeys.addAll(target.keysWith(setByHand));
    secretKeys.addAll(deployed.keysWith(setByHand));
    Marks.Maker maker =
        new Marks.Maker(marks, secretKeys, standing.scope().tagger(), standing.scope().redactor());
    ReleaseComparison comparison = new ReleaseComparison(target, deployed, marks, maker, live);
    comparison.compareManifests();
    return comparison;
  }
}
