package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.rights.AppliedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans to take one object over as it is. Safe for several threads. */
final class ObjectAdopter {
  /** What carries our label although no release got so far as to know it. */
  private static final Ownership.Adoptable CUT_SHORT =
      new Ownership.Adoptable(List.of("a run that was cut short"), false);

  private final StepScope scope;
  private final AdoptionRules rules;
  private final Prints prints;
  private final DryRun dryRun;
  private final TakeoverPlanner takeovers;

  ObjectAdopter(Cluster cluster, StepScope scope, AdoptionRules rules) {
    String manager = scope.environment().fieldManager();
    this.scope = scope;
    this.rules = rules;
    this.prints = new Prints(scope.tagger(), manager);
    this.dryRun = new DryRun(cluster, manager);
    this.takeovers = new TakeoverPlanner(cluster, manager, rules);
  }

  /**
   * What came of it: an object to take over, or why not.
   *
   * @param effect what will be done
   * @param action how
   * @param found the object as it is, for the release
   * @param verdict why nothing is done
   */
  record Adopted(
      Optional<Effect> effect,
      Optional<Action> action,
      Optional<Manifest> found,
      Optional<Verdict> verdict) {
    /** Returns whether the object will be another than it is once its manifest is applied. */
    boolean changes() {
      return effect
          .map(taken -> !taken.changes().isEmpty())
          .orElse(verdict.filter(why -> why.kind() == Verdict.Kind.OURS).isEmpty());
    }

    private static Adopted not(Verdict why) {
      return new Adopted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(why));
    }
  }

  /** Plans the object. */
  Adopted plan(Desired desired, Optional<ObjectNode> live) {
    String address = desired.manifest().id().address();
    if (live.isEmpty()) {
      return Adopted.not(Verdict.absent(address));
    }
    if (live.get().path("metadata").hasNonNull("deletionTimestamp")) {
      return Adopted.not(
          Verdict.refused(address, "is being deleted", "Wait until it is gone, then apply"));
    }
    Optional<InventoryEntry> entry = scope.inventory().find(desired.manifest().id());
    Ownership owner = Ownership.of(live.get(), scope.environment(), entry, rules);
    if (owner instanceof Ownership.Foreign foreign) {
      return Adopted.not(Verdict.refused(address, "belongs to " + foreign.owner(), foreign.hint()));
    }
    boolean ours = owner instanceof Ownership.Ours;
    if (ours && entry.flatMap(InventoryEntry::uid).isPresent()) {
      return Adopted.not(Verdict.ours(address));
    }
    try {
      return adopt(desired, live.get(), ours ? CUT_SHORT : (Ownership.Adoptable) owner);
    } catch (ApiFailure failure) {
      String what = ApiFailures.diagnostic("trying out " + address, failure).summary();
      return Adopted.not(
          Verdict.refused(
              address, scope.redactor().redact(what), "See what the server has against it"));
    }
  }

  private Adopted adopt(Desired desired, ObjectNode live, Ownership.Adoptable from) {
    Manifest manifest = desired.manifest();
    DryRun.Answer answer =
        desired.canBeTried() ? dryRun.update(desired, live) : DryRun.Answer.unasked();
    TakeoverPlanner.Outlook outlook = takeovers.of(desired, live, answer, from.fromHelm());
    Takeover takeover = outlook.takeover().recordingWhatIsFound();
    List<String> notes = new ArrayList<>(List.of("from " + from.words()));
    if (answer.after().isEmpty()) {
      notes.addAll(answer.notes());
    }
    notes.addAll(outlook.notes());
    if (!answer.immutable().isEmpty()) {
      List<FieldDiff.Difference> wanted = desired.differences(live, Optional.empty());
      notes.add("can't be changed in place later: " + Immutables.names(answer.immutable(), wanted));
    }
    answer.refused().ifPresent(why -> notes.add("applying it would fail: " + told(why.summary())));
    ResourceId id = manifest.id();
    Effect effect =
        Effects.of(
                Verb.ADOPT,
                id,
                Undo.REVERSIBLE,
                prints.found(manifest.apiVersion(), live, Optional.empty()),
                notes)
            .withChanges(later(desired, live, outlook.after()))
            .withNeeds(needs(desired));
    Action action =
        new Action(
            effect.id(),
            Verb.ADOPT,
            id,
            manifest.apiVersion(),
            Trees.text(live, "metadata", "uid"),
            Optional.of(takeover),
            false,
            desired.scaled());
    FieldSet ours =
        ManagedFields.of(live).applied(scope.environment().fieldManager()).union(takeover.taken());
    Manifest found = FoundObject.of(live, ours, manifest, scope.environment().uuid());
    return new Adopted(
        Optional.of(effect), Optional.of(action), Optional.of(found), Optional.empty());
  }

  private static List<Permission> needs(Desired desired) {
    ResourceId id = desired.manifest().id();
    return desired
        .kind()
        .resource()
        .map(kind -> new AppliedObject(kind, id.namespace(), id.name()).act(Verb.ADOPT))
        .orElse(List.of());
  }

  /** Returns what an apply changes after this. */
  private List<FieldChange> later(Desired desired, ObjectNode live, Optional<ObjectNode> after) {
    Manifest manifest = desired.manifest();
    List<FieldDiff.Difference> differences =
        desired.differences(live, after).stream()
            .filter(difference -> !Labels.isOurs(difference.path()))
            .filter(difference -> !isHelmMark(difference))
            .toList();
    Masking masking =
        new Masking(manifest.is("", "Secret"), scope.tagger(), scope.redactor()).add(manifest);
    return Effects.changes(differences, masking, manifest, path -> Optional.empty());
  }

  private boolean isHelmMark(FieldDiff.Difference difference) {
    FieldPath path = difference.path();
    boolean gone = difference.after().isMissingNode();
    return rules.helmRelease().isPresent()
        && gone
        && (path.startsWith("metadata", "annotations", Labels.HELM_RELEASE)
            || path.startsWith("metadata", "annotations", Labels.HELM_NAMESPACE)
            || path.startsWith("metadata", "labels", Labels.MANAGED_BY));
  }

  private String told(String text) {
    return scope.redactor().redact(text);
  }
}
