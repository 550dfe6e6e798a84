package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the way from a release as it stands to what it is to become. For one plan. */
final class ReleasePlanner {
  private final StepScope scope;
  private final Cluster cluster;
  private final ReleaseSpec spec;
  private final ReleaseStanding standing;
  private final HelmHistory history;
  private final ReleaseDifference difference;
  private final List<Diagnostic> notes = new ArrayList<>();

  ReleasePlanner(StepScope scope, Cluster cluster, ReleaseSpec spec) {
    this.scope = scope;
    this.cluster = cluster;
    this.spec = spec;
    this.standing = ReleaseStanding.read(scope, cluster, spec);
    this.history = standing.history();
    this.difference = new ReleaseDifference(standing);
  }

  HelmHistory history() {
    return history;
  }

  /** Refuses a release on which somebody may be at work. */
  private void refusePending() {
    Optional<HelmRevision> pending = history.latest().filter(HelmRevision::isPending);
    if (pending.isEmpty()) {
      return;
    }
    String run =
        new CutOff(scope)
            .by(pending.get())
            .orElseThrow(() -> DeployctlException.failed(HelmPlans.pending(spec, pending.get())));
    difference.note(
        "%s was left by run %s, which ended: it is recorded as failed first"
            .formatted(pending.get(), run));
  }

  /** Plans an upgrade to what the chart renders. */
  Planned upgrade(
      StoredRelease stored, HelmValues values, ReleaseRenderer renderer, MovingImages images) {
    refusePending();
    standing
        .theirs()
        .ifPresent(
            revision -> new ForeignRelease(spec, scope.environment(), revision).refuse(cluster));
    ChartOrigins origins =
        new ChartOrigins(scope, values, history.latest(), standing.isOfSameChart(stored));
    difference.comeFrom(origins);
    if (standing.isUnchanged(stored)) {
      // What drifted comes back from Helm's own record: rendering could make other passwords.
      HelmRevision latest = history.latest().orElseThrow();
      return rollback(stored.at(Optional.of(latest)), latest);
    }
    if (standing.isOfOthers()) {
      history.latest().ifPresent(now -> difference.maskTexts(now, values.tree()));
    }
    RenderProbe probe = new RenderProbe(renderer, values);
    Optional<String> failure = probe.render();
    if (failure.isPresent()) {
      return new Planned.Ready(
          HelmPlans.deferred(scope, values.waitsOn(), failure.get()), spec.identity(), notes());
    }
    Manifest target = probe.manifest();
    notes.addAll(new ChartGuard(cluster, origins, images).check(target));
    Marks marks =
        target.digest(Set.of()).equals(standing.deployedManifest().digest(Set.of()))
            ? probe.waitingOnly()
            : probe.marks();
    return ready(
        stored.toDo(StoredRelease.Action.UPGRADE).planned(target, marks),
        target,
        marks,
        deferred(renderer.unknownKinds(target)));
  }

  private Optional<String> deferred(Set<String> unknownKinds) {
    if (!unknownKinds.isEmpty()) {
      return Optional.of("not in the cluster yet: kind " + String.join(", ", unknownKinds));
    }
    return standing.isNamespaceMissing()
        ? Optional.of("namespace " + spec.namespace() + " is not there yet")
        : Optional.empty();
  }

  /** Returns what an upgrade to what the chart renders would change, where that can be known. */
  List<FieldChange> later(HelmValues values, ReleaseRenderer renderer) {
    history.latest().ifPresent(now -> difference.maskTexts(now, values.tree()));
    RenderProbe probe = new RenderProbe(renderer, values);
    Optional<String> failure = probe.render();
    if (failure.isPresent()) {
      return List.of();
    }
    List<FieldChange> changes =
        new ArrayList<>(difference.changes(probe.manifest(), probe.marks()));
    history.latest().ifPresent(now -> changes.addAll(ValueLoss.of(now, values.tree())));
    return changes;
  }

  /** Plans going back to a revision that Helm still has. */
  Planned rollback(StoredRelease stored, HelmRevision to) {
    refusePending();
    if (stored.chart().isEmpty()) {
      difference.maskTexts(to, Map.of());
    }
    Manifest target = standing.manifest(to);
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
      return plan(stored.toDo(StoredRelease.Action.NOTHING), List.of());
    }
    Effect effect = difference.removal(standing.manifest(latest.get()));
    return plan(stored.toDo(StoredRelease.Action.UNINSTALL), List.of(effect));
  }

  /** Returns the effect that would still be needed for a manifest to be what is there. */
  Optional<Effect> remaining(Manifest target, Marks marks, StoredRelease stored) {
    return difference.remaining(target, marks, stored);
  }

  private Planned ready(
      StoredRelease stored, Manifest target, Marks marks, Optional<String> deferred) {
    Optional<HelmRevision> theirs = standing.theirs();
    theirs.ifPresent(revision -> difference.note(HelmPlans.takeOver(revision)));
    Optional<Effect> effect = difference.remaining(target, marks, stored);
    StoredRelease todo = effect.isEmpty() ? stored.toDo(StoredRelease.Action.NOTHING) : stored;
    if (effect.isEmpty() && theirs.isPresent()) {
      effect = Optional.of(difference.adoption());
      todo = stored.toDo(StoredRelease.Action.ADOPT);
    }
    notes.addAll(difference.uncompared());
    return new Planned.Ready(
        HelmPlans.plan(
            scope,
            todo.payload(),
            effect.map(List::of).orElse(List.of()),
            marks.waitsOn(),
            deferred),
        spec.identity(),
        notes());
  }

  private Planned plan(StoredRelease stored, List<Effect> effects) {
    return new Planned.Ready(
        HelmPlans.plan(scope, stored.payload(), effects, Set.of(), Optional.empty()),
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
}
