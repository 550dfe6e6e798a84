package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a release would become, and shows it. For one plan. */
final class ReleasePlanner {
  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", false);

  private final StepScope scope;
  private final Cluster cluster;
  private final ReleaseSpec spec;
  private final HelmHistory history;
  private final LiveObjects live;
  private final List<Diagnostic> notes = new ArrayList<>();
  private final List<String> effectNotes = new ArrayList<>();
  private final Set<String> setByHand = new LinkedHashSet<>();
  private Optional<ChartOrigins> origins = Optional.empty();

  ReleasePlanner(StepScope scope, Cluster cluster, ReleaseSpec spec) {
    this.scope = scope;
    this.cluster = cluster;
    this.spec = spec;
    this.history = HelmHistory.read(cluster, spec);
    this.live = new LiveObjects(cluster);
  }

  HelmHistory history() {
    return history;
  }

  /** Refuses a release on which somebody may be at work. */
  void refusePending() {
    Optional<HelmRevision> pending = history.latest().filter(HelmRevision::isPending);
    if (pending.isEmpty()) {
      return;
    }
    String run =
        new CutOff(scope)
            .by(pending.get())
            .orElseThrow(() -> DeployctlException.failed(HelmPlans.pending(spec, pending.get())));
    effectNotes.add(
        "%s was left by run %s, which ended: it is recorded as failed first"
            .formatted(pending.get(), run));
  }

  /** Plans an upgrade to what the chart renders. */
  Planned upgrade(
      StoredRelease stored, HelmValues values, ReleaseRenderer renderer, MovingImages images) {
    refusePending();
    theirs()
        .ifPresent(
            revision -> new ForeignRelease(spec, scope.environment(), revision).refuse(cluster));
    origins = Optional.of(new ChartOrigins(scope, values, history.latest(), isOfSameChart(stored)));
    if (isUnchanged(stored)) {
      // What drifted comes back from Helm's own record: rendering could make other passwords.
      HelmRevision latest = history.latest().orElseThrow();
      return rollback(stored.at(Optional.of(latest)), latest);
    }
    if (theirs().isPresent() || wasAdopted()) {
      history.latest().ifPresent(now -> setByHand.addAll(ValueLoss.texts(now, values.tree())));
    }
    RenderProbe probe = new RenderProbe(renderer, values);
    Optional<String> failure = probe.render();
    if (failure.isPresent()) {
      return new Planned.Ready(
          HelmPlans.deferred(scope, values.waitsOn(), failure.get()), spec.identity(), notes());
    }
    Manifest target = probe.manifest();
    notes.addAll(new ChartGuard(cluster, origins.orElseThrow(), images).check(target));
    Marks marks =
        target.digest(Set.of()).equals(deployedManifest().digest(Set.of()))
            ? probe.waitingOnly()
            : probe.marks();
    Set<String> unknown = renderer.unknownKinds(target);
    Optional<String> deferred = Optional.empty();
    if (!unknown.isEmpty()) {
      deferred = Optional.of("not in the cluster yet: kind " + String.join(", ", unknown));
    } else if (isNamespaceMissing()) {
      deferred = Optional.of("namespace " + spec.namespace() + " is not there yet");
    }
    return ready(
        stored.toDo(StoredRelease.Action.UPGRADE).planned(target, marks), target, marks, deferred);
  }

  /** Returns what an upgrade to what the chart renders would change, where that can be known. */
  List<FieldChange> later(HelmValues values, ReleaseRenderer renderer) {
    history.latest().ifPresent(now -> setByHand.addAll(ValueLoss.texts(now, values.tree())));
    RenderProbe probe = new RenderProbe(renderer, values);
    Optional<String> failure = probe.render();
    if (failure.isPresent()) {
      return List.of();
    }
    ReleaseComparison comparison = comparison(probe.manifest(), deployedManifest(), probe.marks());
    comparison.compareManifests();
    comparison.compareLive();
    List<FieldChange> changes = new ArrayList<>(comparison.changes());
    history.latest().ifPresent(now -> changes.addAll(ValueLoss.of(now, values.tree())));
    return changes;
  }

  /** Plans going back to a revision that Helm still has. */
  Planned rollback(StoredRelease stored, HelmRevision to) {
    refusePending();
    if (stored.chart().isEmpty()) {
      setByHand.addAll(ValueLoss.texts(to, Map.of()));
    }
    Manifest target = to.manifest(cluster, spec.namespace());
    return ready(
        stored.toDo(StoredRelease.Action.ROLLBACK).planned(target, Marks.NONE),
        target,
        Marks.NONE,
        Optional.empty());
  }

  /** Plans taking the release away. */
  Planned remove(StoredRelease stored) {
    refusePending();
    Optional<HelmRevision> latest = history.latest();
    if (latest.isEmpty()) {
      return plan(stored.toDo(StoredRelease.Action.NOTHING), List.of(), Optional.empty());
    }
    Manifest present = latest.get().manifest(cluster, spec.namespace());
    ReleaseComparison comparison = comparison(new Manifest(), present, Marks.NONE);
    comparison.compareManifests();
    Effect effect =
        Effect.of("release", Verb.DELETE, spec.address())
            .withChanges(comparison.changes())
            .withUndo(HelmPlans.undoOfRemoval(spec, present))
            .withPrecondition(history.fingerprint())
            .withNotes(HelmPlans.stays(present))
            .withNeeds(
                ReleaseActNeeds.of(spec, cluster, new Manifest(), present, comparison.changes()));
    return plan(stored.toDo(StoredRelease.Action.UNINSTALL), List.of(effect), Optional.empty());
  }

  /** Returns the effect that would still be needed for a manifest to be what is there. */
  Optional<Effect> remaining(Manifest target, Marks marks, StoredRelease stored) {
    Manifest deployed = deployedManifest();
    ReleaseComparison comparison = comparison(target, deployed, marks);
    comparison.compareManifests();
    comparison.compareLive();
    boolean failed = history.latest().filter(HelmRevision::isDeployed).isEmpty();
    if (!comparison.hasChanges() && !failed) {
      return Optional.empty();
    }
    comparison.kept().forEach(kept -> effectNotes.add(kept + " leaves the release and stays"));
    history
        .latest()
        .filter(revision -> !revision.isDeployed())
        .ifPresent(
            revision ->
                effectNotes.add("revision " + revision.number() + " is " + revision.status()));
    if (stored.action() == StoredRelease.Action.ROLLBACK) {
      effectNotes.add("from Helm's revision " + stored.revision());
    }
    Verb verb = history.latest().isEmpty() ? Verb.CREATE : Verb.UPDATE;
    return Optional.of(
        effect(verb)
            .withChanges(located(withLosses(comparison.changes(), stored), target, deployed))
            .withUndo(HelmPlans.undoOfLeaving(deployed, target))
            .withWaits(marks.waitsOn())
            .withPrecondition(history.fingerprint())
            .withNotes(effectNotes)
            .withNeeds(ReleaseActNeeds.of(spec, cluster, target, deployed, comparison.changes())));
  }

  private Effect effect(Verb verb) {
    Effect effect = Effect.of("release", verb, spec.address());
    return origins.map(known -> effect.from(known.release())).orElse(effect);
  }

  private List<FieldChange> located(List<FieldChange> changes, Manifest target, Manifest deployed) {
    return origins.map(known -> known.of(changes, target, deployed)).orElse(changes);
  }

  private boolean isOfSameChart(StoredRelease stored) {
    return scope
        .previous()
        .map(previous -> StoredRelease.of(previous.payload(), scope.redactor()))
        .flatMap(StoredRelease::chart)
        .filter(
            chart -> stored.chart().filter(now -> now.digest().equals(chart.digest())).isPresent())
        .isPresent();
  }

  private boolean isUnchanged(StoredRelease stored) {
    return stored.chart().isPresent()
        && scope
            .previous()
            .map(previous -> StoredRelease.of(previous.payload(), scope.redactor()))
            .filter(
                previous ->
                    previous.isStill(history.latest(), stored.chart().get(), stored.values()))
            .filter(previous -> previous.spec().identity().equals(spec.identity()))
            .isPresent();
  }

  private Planned ready(
      StoredRelease stored, Manifest target, Marks marks, Optional<String> deferred) {
    Optional<HelmRevision> theirs = theirs();
    theirs.ifPresent(revision -> effectNotes.add(HelmPlans.takeOver(revision)));
    Optional<Effect> effect = remaining(target, marks, stored);
    StoredRelease todo = effect.isEmpty() ? stored.toDo(StoredRelease.Action.NOTHING) : stored;
    if (effect.isEmpty() && theirs.isPresent()) {
      effect = Optional.of(adoption());
      todo = stored.toDo(StoredRelease.Action.ADOPT);
    }
    if (!live.leftAlone().isEmpty()) {
      notes.add(HelmPlans.leftAlone(live.leftAlone()));
    }
    if (!live.unseen().isEmpty()) {
      notes.add(HelmPlans.unseen(live.unseen()));
    }
    StepPlan plan =
        HelmPlans.plan(
            scope,
            todo.payload(),
            effect.map(List::of).orElse(List.of()),
            marks.waitsOn(),
            deferred);
    return new Planned.Ready(plan, spec.identity(), notes());
  }

  /** Returns the revision that Helm is at, where this environment did not make it. */
  private Optional<HelmRevision> theirs() {
    return history
        .latest()
        .filter(revision -> !revision.environment().equals(scope.environment().uuid()))
        .filter(revision -> scope.previous().isEmpty());
  }

  /** Of a release that others set values on, an upgrade shows those that it loses. */
  private List<FieldChange> withLosses(List<FieldChange> changes, StoredRelease stored) {
    boolean upgrade = stored.action() == StoredRelease.Action.UPGRADE;
    boolean others = theirs().isPresent() || wasAdopted();
    if (!upgrade || !others) {
      return changes;
    }
    List<FieldChange> all = new ArrayList<>(changes);
    history.latest().ifPresent(now -> all.addAll(ValueLoss.of(now, stored.values())));
    return all;
  }

  /** Whether the newest release holds this one as somebody else had left it. */
  private boolean wasAdopted() {
    return scope
        .previous()
        .map(previous -> StoredRelease.of(previous.payload(), scope.redactor()))
        .filter(previous -> previous.chart().isEmpty())
        .isPresent();
  }

  private Effect adoption() {
    return Effect.of("release", Verb.ADOPT, spec.address())
        .withPrecondition(history.fingerprint())
        .withNotes(effectNotes);
  }

  private Planned plan(StoredRelease stored, List<Effect> effects, Optional<String> deferred) {
    return new Planned.Ready(
        HelmPlans.plan(scope, stored.payload(), effects, Set.of(), deferred),
        spec.identity(),
        notes());
  }

  private List<Diagnostic> notes() {
    List<Diagnostic> all = new ArrayList<>(notes);
    scope
        .previousIdentity()
        .filter(previous -> previous.startsWith("helm:") && !previous.equals(spec.identity()))
        .ifPresent(previous -> all.add(HelmPlans.renamed(previous, spec.identity())));
    return all;
  }

  private ReleaseComparison comparison(Manifest target, Manifest deployed, Marks marks) {
    Set<String> secretKeys = new LinkedHashSet<>(target.secretKeys());
    secretKeys.addAll(deployed.secretKeys());
    secretKeys.addAll(target.keysWith(setByHand));
    secretKeys.addAll(deployed.keysWith(setByHand));
    Marks.Maker maker = new Marks.Maker(marks, secretKeys, scope.tagger(), scope.redactor());
    return new ReleaseComparison(target, deployed, marks, maker, live);
  }

  private Manifest deployedManifest() {
    return history
        .deployed()
        .or(history::latest)
        .map(revision -> revision.manifest(cluster, spec.namespace()))
        .orElseGet(Manifest::new);
  }

  private boolean isNamespaceMissing() {
    if (spec.createNamespace()) {
      return false;
    }
    try {
      return cluster.get(NAMESPACES, "", spec.namespace()).isEmpty();
    } catch (ApiFailure refused) {
      if (refused.code() == 403) {
        // Who may not look must take it to be there; Helm will tell.
        return false;
      }
      throw refused;
    }
  }
}
