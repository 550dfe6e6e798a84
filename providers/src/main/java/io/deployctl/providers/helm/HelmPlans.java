package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.InputDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds step plans of Helm and the notes that go with them. */
final class HelmPlans {
  /** Kinds whose deletion takes more with it than the object. */
  private static final Map<String, String> HOLDS =
      Map.of(
          "PersistentVolumeClaim", "the data in",
          "PersistentVolume", "the data in",
          "CustomResourceDefinition", "every object of",
          "Namespace", "everything in");

  private HelmPlans() {}

  /** Returns a plan. */
  static StepPlan plan(
      StepScope scope,
      SortedMap<String, Content> payload,
      List<Effect> effects,
      Set<StepOutputRef> waitsOn,
      Optional<String> deferred) {
    return new StepPlan(
        scope.step(),
        HelmProvider.NAME,
        StoredRelease.VERSION,
        payload,
        effects,
        Set.of(),
        true,
        waitsOn,
        deferred,
        Map.of(),
        inputs(scope, payload));
  }

  /** Returns the plan of a step of which nothing can be shown yet. */
  static StepPlan deferred(StepScope scope, Set<StepOutputRef> waitsOn, String reason) {
    return plan(scope, new TreeMap<>(), List.of(), waitsOn, Optional.of(reason));
  }

  /** Returns the undo of taking a release away: what no chart brings back. */
  static Undo undoOfRemoval(ReleaseSpec spec, Manifest manifest) {
    List<String> lost = new ArrayList<>(List.of("Helm's history of " + spec.address()));
    for (HelmObject object : manifest.withoutHooks()) {
      boolean data = object.isSecret() || HOLDS.containsKey(object.id().kind());
      if (data && !object.isKept()) {
        lost.add(object.id().address());
      }
    }
    Undo undo = Undo.withLoss(String.join(", ", lost));
    return undoOfLeaving(manifest, new Manifest()).reversibility() == Reversibility.ONE_WAY
        ? Undo.oneWay(undo.loss().orElseThrow())
        : undo;
  }

  /** Returns the undo of an upgrade: what leaves the release and takes with it what it holds. */
  static Undo undoOfLeaving(Manifest deployed, Manifest target) {
    List<String> lost = new ArrayList<>();
    for (HelmObject object : deployed.withoutHooks()) {
      Optional<String> holds = Optional.ofNullable(HOLDS.get(object.id().kind()));
      if (holds.isPresent() && target.find(object) == null && !object.isKept()) {
        lost.add(holds.get() + " " + object.address());
      }
    }
    return lost.isEmpty() ? Undo.REVERSIBLE : Undo.oneWay(String.join(", ", lost));
  }

  /** Returns notes on what stays in the cluster when a release goes. */
  static List<String> stays(Manifest manifest) {
    List<String> notes = new ArrayList<>();
    for (HelmObject object : manifest.withoutHooks()) {
      if (object.isKept()) {
        notes.add(object.address() + " stays, as its annotation asks");
      }
      if (object.leaves().keySet().stream()
          .anyMatch(path -> path.startsWith("spec.volumeClaimTemplates"))) {
        notes.add("the PersistentVolumeClaims of " + object.address() + " stay, with their data");
      }
    }
    return notes;
  }

  static Diagnostic pending(ReleaseSpec spec, HelmRevision revision) {
    String remedy =
        revision.status().equals("pending-install")
            ? "helm uninstall %s -n %s".formatted(spec.release(), spec.namespace())
            : "helm rollback %s -n %s".formatted(spec.release(), spec.namespace());
    return Diagnostic.error(
            "helm-pending",
            "another Helm operation on %s is under way, or was killed".formatted(spec.address()))
        .detail("revision " + revision.number() + " is " + revision.status())
        .detail("since " + revision.deployedAt())
        .hint("wait for it to end; if nobody runs it any more, `" + remedy + "` clears it");
  }

  /** Returns what an effect's note says of a release that this environment did not make. */
  static String takeOver(HelmRevision revision) {
    return "take over " + from(revision);
  }

  /** Returns where Helm is with a release that is taken over. */
  static String from(HelmRevision revision) {
    return "from helm: revision %d of %s, %s"
        .formatted(revision.number(), revision.chart(), revision.status());
  }

  /** Returns why a release that was only taken over can't be brought back. */
  static Diagnostic revisionGone(StoredRelease stored) {
    return Diagnostic.error(
            "helm-revision-gone",
            "%s can't go back to revision %d: it was not installed from here, and Helm does not keep"
                    .formatted(stored.spec().address(), stored.revision())
                + " that revision any more")
        .hint("Leave the step out with `--target`, or go back to a later release");
  }

  static Diagnostic renamed(String before, String now) {
    return Diagnostic.warning(
            "helm-renamed", "the step's release was another one before, which stays as it is")
        .detail("before: " + before)
        .detail("now: " + now)
        .hint("`helm uninstall` takes the old one away, once nothing needs it any more");
  }

  /** Returns a warning of drift that Helm does not bring back. */
  static Diagnostic leftAlone(List<FieldChange> changes) {
    Diagnostic warning =
        Diagnostic.warning(
            "helm-drift", "fields of custom resources were changed, and Helm leaves them so");
    Set<String> paths = new TreeSet<>();
    changes.forEach(change -> paths.add(change.path()));
    for (String path : paths) {
      warning = warning.detail(path);
    }
    return warning;
  }

  /** Returns a note on objects that could not be looked at. */
  static Diagnostic unseen(List<String> objects) {
    Diagnostic note =
        Diagnostic.note(
            "helm-unseen", "some objects can't be looked at, so the plan is approximate");
    for (String object : objects) {
      note = note.detail(object);
    }
    return note;
  }

  private static Digest inputs(StepScope scope, SortedMap<String, Content> payload) {
    InputDigest digest = new InputDigest(scope.tagger());
    digest.add("settings", scope.settings().mapping());
    digest.add("values", scope.values());
    Content chart = payload.get("chart");
    if (chart != null) {
      digest.add("chart", chart.bytes());
    }
    return digest.digest();
  }
}
