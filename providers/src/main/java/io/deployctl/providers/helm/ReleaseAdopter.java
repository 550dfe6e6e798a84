package io.deployctl.providers.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans to take a release over without an upgrade, and to have Helm forget one. */
final class ReleaseAdopter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StepScope scope;
  private final Cluster cluster;
  private final ReleaseSpec spec;
  private final HelmHistory history;

  ReleaseAdopter(StepScope scope, Cluster cluster, ReleaseSpec spec) {
    this.scope = scope;
    this.cluster = cluster;
    this.spec = spec;
    this.history = HelmHistory.read(cluster, spec);
  }

  /** Tells what an upgrade would change, where that can be known. */
  interface Later {
    /** Returns the changes of an upgrade with the project's chart and values. */
    List<FieldChange> changes();
  }

  /** Plans to take the release over at the revision that Helm is at. */
  Planned adopt(Request.Adopt request, Later later) {
    if (!request.rules().concerns(spec.address())) {
      return nothing(List.of());
    }
    Optional<HelmRevision> latest = history.latest();
    if (latest.isEmpty()) {
      return nothing(List.of(Verdict.absent(spec.address())));
    }
    HelmRevision revision = latest.get();
    if (revision.environment().equals(scope.environment().uuid()) || scope.previous().isPresent()) {
      return nothing(List.of(Verdict.ours(spec.address())));
    }
    Optional<Verdict> refusal =
        new ForeignRelease(spec, scope.environment(), revision).refusal(cluster);
    if (refusal.isPresent()) {
      return nothing(List.of(refusal.get()));
    }
    Effect effect =
        Effect.of("release", Verb.ADOPT, spec.address())
            .withChanges(later.changes())
            .withPrecondition(history.fingerprint())
            .withNotes(List.of(HelmPlans.from(revision)));
    Map<String, Object> values =
        JSON.convertValue(revision.release().path("config"), new TypeReference<>() {});
    StoredRelease found = stored(StoredRelease.Action.ADOPT, values == null ? Map.of() : values);
    return new Planned.Ready(
        HelmPlans.plan(scope, found.payload(), List.of(effect), Set.of(), Optional.empty()),
        spec.identity(),
        List.of());
  }

  /** Plans to have Helm forget the release whose objects are the environment's now. */
  Planned dissolve(Request.Dissolve request) {
    Optional<HelmRevision> latest = history.latest();
    if (latest.isEmpty()) {
      Diagnostic gone =
          Diagnostic.error("unknown-release", "there is no " + spec.address() + " of Helm")
              .hint("See `helm list -A`");
      return new Planned.Refused(List.of(gone));
    }
    if (latest.get().isPending()) {
      return new Planned.Refused(List.of(HelmPlans.pending(spec, latest.get())));
    }
    List<String> left = new ArrayList<>();
    List<String> uncovered = new ArrayList<>();
    for (HelmObject object : latest.get().manifest(cluster, spec.namespace()).withoutHooks()) {
      if (request.covered().contains(object.id()) || !isThere(object)) {
        continue;
      }
      boolean stays = object.isKept() || request.rules().leaves(object.address());
      (stays ? left : uncovered).add(object.address());
    }
    if (!uncovered.isEmpty()) {
      return new Planned.Refused(List.of(uncovered(uncovered)));
    }
    List<String> notes = new ArrayList<>();
    notes.add("Helm forgets it; its objects stay");
    left.forEach(object -> notes.add(object + " stays behind as nobody's"));
    Effect effect =
        Effect.of("release", Verb.DELETE, "record of " + spec.address())
            .withUndo(
                Undo.withLoss(
                    "Helm's history of " + spec.address() + ", and `helm rollback` with it"))
            .withPrecondition(history.fingerprint())
            .withNotes(notes);
    StoredRelease found = stored(StoredRelease.Action.DISSOLVE, Map.of());
    return new Planned.Ready(
        HelmPlans.plan(scope, found.payload(), List.of(effect), Set.of(), Optional.empty()),
        spec.identity(),
        List.of());
  }

  private boolean isThere(HelmObject object) {
    return cluster
        .resource(object.apiVersion(), object.id().kind())
        .flatMap(kind -> cluster.get(kind, object.id().namespace(), object.id().name()))
        .isPresent();
  }

  private Diagnostic uncovered(List<String> objects) {
    Diagnostic refusal =
        Diagnostic.error(
            "not-covered",
            spec.address() + " has objects that the project does not have as manifests");
    for (String object : objects) {
      refusal = refusal.detail(object);
    }
    return refusal.hint(
        "Write manifests for them (`helm get manifest` has them), or let them stay behind with"
            + " `--leave KIND/NAME`");
  }

  private StoredRelease stored(StoredRelease.Action action, Map<String, Object> values) {
    return new StoredRelease(
        spec, action, Optional.empty(), values, List.of(), 0, "", "", Set.of(), 0);
  }

  private Planned nothing(List<Verdict> verdicts) {
    SortedMap<String, Content> payload =
        new TreeMap<>(stored(StoredRelease.Action.NOTHING, Map.of()).payload());
    return new Planned.Ready(
            HelmPlans.plan(scope, payload, List.of(), Set.of(), Optional.empty()),
            spec.identity(),
            List.of())
        .with(verdicts);
  }
}
