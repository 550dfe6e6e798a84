package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Plans one object: compares what should be with what is. Safe for several threads. */
final class ObjectPlanner {
  private final Cluster cluster;
  private final StepScope scope;
  private final Map<ResourceId, Manifest> previous;
  private final Function<ResourceId, Optional<InventoryEntry>> entries;
  private final Prints prints;
  private final DryRun dryRun;
  private final TakeoverPlanner takeovers;

  /**
   * Makes one.
   *
   * @param previous the manifests that the newest release holds of the step
   * @param entries what is known of how objects were applied last
   */
  ObjectPlanner(
      Cluster cluster,
      StepScope scope,
      Map<ResourceId, Manifest> previous,
      Function<ResourceId, Optional<InventoryEntry>> entries) {
    this.cluster = cluster;
    this.scope = scope;
    this.previous = previous;
    this.entries = entries;
    String manager = scope.environment().fieldManager();
    this.prints = new Prints(scope.tagger(), manager);
    this.dryRun = new DryRun(cluster, manager);
    this.takeovers = new TakeoverPlanner(cluster, manager, AdoptionRules.DEFAULT);
  }

  /**
   * Plans the object.
   *
   * @param live the object as it is, if it is
   */
  ObjectPlan plan(Desired desired, Optional<ObjectNode> live) {
    Optional<InventoryEntry> entry = entries.apply(desired.manifest().id());
    try {
      return live.isPresent()
          ? planExisting(desired, live.get(), entry)
          : planAbsent(desired, entry);
    } catch (ApiFailure failure) {
      String doing = "planning " + desired.manifest().id().address();
      return ObjectPlan.refused(placed(ApiFailures.diagnostic(doing, failure), desired));
    }
  }

  private ObjectPlan planAbsent(Desired desired, Optional<InventoryEntry> entry) {
    Manifest manifest = desired.manifest();
    if (manifest.is("batch", "Job") && entry.flatMap(InventoryEntry::desired).isPresent()) {
      // Its name says that it is the same. It ran and was cleaned up: it is not run again for that.
      return ObjectPlan.same(entry.get());
    }
    List<String> notes = new ArrayList<>();
    if (desired.canBeTried()) {
      DryRun.Answer answer = dryRun.create(desired);
      Optional<Diagnostic> refused =
          answer
              .refused()
              .or(() -> answer.after().flatMap(made -> Unignorable.find(desired, made)));
      if (refused.isPresent()) {
        return ObjectPlan.refused(placed(refused.get(), desired));
      }
      notes.addAll(answer.notes());
    }
    List<FieldDiff.Difference> differences =
        FieldDiff.leaves(desired.delegated().forCreation(manifest.body()));
    Effect effect =
        Effects.of(
                Verb.CREATE,
                manifest.id(),
                Undos.ofCreate(manifest.id()),
                Prints.absent(manifest.apiVersion()),
                notes)
            .withChanges(changes(desired, differences, Optional.empty(), entry))
            .from(FieldOrigins.of(manifest))
            .withWaits(manifest.waitsOn());
    return ObjectPlan.act(
        effect, action(effect, desired, Optional.empty(), Optional.empty(), false));
  }

  private ObjectPlan planExisting(
      Desired desired, ObjectNode live, Optional<InventoryEntry> entry) {
    Manifest manifest = desired.manifest();
    if (live.path("metadata").hasNonNull("deletionTimestamp")) {
      Diagnostic terminating =
          Diagnostic.error("being-deleted", manifest.id().address() + " is being deleted");
      return ObjectPlan.refused(
          placed(new Lingering(cluster, manifest.id(), live).explain(terminating), desired));
    }
    Ownership owner = Ownership.of(live, scope.environment(), entry, AdoptionRules.DEFAULT);
    if (owner instanceof Ownership.Foreign foreign) {
      String summary = manifest.id().address() + " belongs to " + foreign.owner();
      Diagnostic refused = Diagnostic.error("owned-by-others", summary).hint(foreign.hint());
      return ObjectPlan.refused(placed(refused, desired));
    }
    boolean ours = owner instanceof Ownership.Ours;
    boolean known = manifest.waiting().isEmpty();
    if (ours && known && entry.isPresent() && prints.isAsApplied(entry.get(), desired, live)) {
      return ObjectPlan.same(prints.unchanged(scope.step(), desired, live, entry.get()));
    }
    Optional<Ownership.Adoptable> adopted =
        ours ? Optional.empty() : Optional.of((Ownership.Adoptable) owner);
    return planChange(desired, live, entry, adopted);
  }

  private ObjectPlan planChange(
      Desired desired,
      ObjectNode live,
      Optional<InventoryEntry> entry,
      Optional<Ownership.Adoptable> adopted) {
    Manifest manifest = desired.manifest();
    List<Immutables.Refused> headless = HeadlessServices.refused(manifest, live, manager());
    DryRun.Answer answer =
        headless.isEmpty() ? tried(desired, live) : DryRun.Answer.immutable(headless);
    Optional<Diagnostic> refused = answer.refused().or(() -> Unignorable.find(desired, live));
    if (refused.isPresent()) {
      return ObjectPlan.refused(placed(refused.get(), desired));
    }
    Optional<TakeoverPlanner.Outlook> outlook =
        adopted.map(from -> takeovers.of(desired, live, answer, from.fromHelm()));
    List<FieldDiff.Difference> differences =
        differences(
            desired, live, outlook.map(TakeoverPlanner.Outlook::after).orElse(answer.after()));
    Optional<String> uid = Trees.text(live, "metadata", "uid");
    if (!answer.immutable().isEmpty()) {
      return replacement(desired, live, differences, answer, uid);
    }
    List<String> notes = new ArrayList<>();
    adopted.ifPresent(from -> notes.add("take over from " + from.words()));
    notes.addAll(answer.notes());
    outlook.ifPresent(found -> notes.addAll(found.notes()));
    List<String> left = lettingGo(desired, live, !differences.isEmpty() || adopted.isPresent());
    notes.addAll(left);
    if (differences.isEmpty() && adopted.isEmpty() && left.isEmpty()) {
      return ObjectPlan.same(prints.entryOfEqual(scope.step(), desired, live));
    }
    Undo undo = Undos.ofUpdate(manifest.id(), differences);
    boolean asItIs = adopted.isPresent() && answer.after().isPresent() && isOnlyOurs(differences);
    Effect effect =
        effect(asItIs ? Verb.ADOPT : Verb.UPDATE, desired, live, undo, notes)
            .withChanges(
                asItIs ? List.of() : changes(desired, differences, Optional.of(live), entry))
            .withWaits(manifest.waitsOn());
    boolean force = adopted.isPresent() || answer.forced();
    Optional<Takeover> takeover = outlook.map(TakeoverPlanner.Outlook::takeover);
    return ObjectPlan.act(effect, action(effect, desired, uid, takeover, force));
  }

  private DryRun.Answer tried(Desired desired, ObjectNode live) {
    return desired.canBeTried() ? dryRun.update(desired, live) : DryRun.Answer.unasked();
  }

  private String manager() {
    return scope.environment().fieldManager();
  }

  /**
   * Returns what the update hands over to others. A rule is followed at once, since whoever owns
   * the field may be waiting; what Kubernetes hands over by itself goes with the next change.
   */
  private List<String> lettingGo(Desired desired, ObjectNode live, boolean changes) {
    DelegatedFields delegated = desired.delegated(live);
    FieldSet due = Handover.due(live, manager(), delegated);
    FieldSet told =
        due.select(live, path -> due.owns(path) && (changes || delegated.isAlwaysIgnored(path)));
    if (told.isEmpty()) {
      return List.of();
    }
    return FieldDiff.leaves(told.project(live)).stream()
        .map(FieldDiff.Difference::path)
        .filter(path -> !path.isMergeKey())
        .map(path -> "leaves `" + path + "` to others, as it is")
        .distinct()
        .toList();
  }

  private ObjectPlan replacement(
      Desired desired,
      ObjectNode live,
      List<FieldDiff.Difference> differences,
      DryRun.Answer answer,
      Optional<String> uid) {
    Manifest manifest = desired.manifest();
    String fields = Immutables.names(answer.immutable(), differences);
    boolean allowed = manifest.annotation(Labels.REPLACE).filter(Labels.ALLOW::equals).isPresent();
    if (!allowed) {
      Diagnostic immutable = Immutables.diagnostic(manifest, fields, answer.immutable());
      return ObjectPlan.refused(placed(immutable, desired));
    }
    List<String> notes = List.of("deleted and made again: " + fields + " can't be changed");
    Effect effect =
        effect(Verb.REPLACE, desired, live, Undos.ofReplace(manifest.id()), notes)
            .withChanges(changes(desired, differences, Optional.of(live), Optional.empty()));
    return ObjectPlan.act(effect, action(effect, desired, uid, Optional.empty(), false));
  }

  /** Returns what differs between an object and what applying its manifest makes of it. */
  static List<FieldDiff.Difference> differences(
      Desired desired, ObjectNode live, Optional<ObjectNode> after) {
    return after
        .map(object -> FieldDiff.compare(live, object, desired.delegated(live)::covers))
        .orElseGet(() -> compared(desired, live, desired.manifest().body()));
  }

  /** Compares at the manifest's own fields only: what would the server could not be asked. */
  private static List<FieldDiff.Difference> compared(
      Desired desired, JsonNode live, JsonNode body) {
    DelegatedFields delegated = desired.delegated(live);
    return FieldDiff.compare(LocalView.of(live, body), body, delegated::covers);
  }

  private List<FieldChange> changes(
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

  private Effect effect(
      Verb verb, Desired desired, ObjectNode live, Undo undo, List<String> notes) {
    Manifest manifest = desired.manifest();
    return Effects.of(
            verb,
            manifest.id(),
            undo,
            prints.found(manifest.apiVersion(), live, Optional.of(desired)),
            notes)
        .from(FieldOrigins.of(manifest));
  }

  private static Action action(
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

  /** Returns whether only what says that the object is ours would be another. */
  private static boolean isOnlyOurs(List<FieldDiff.Difference> differences) {
    return differences.stream().allMatch(difference -> Labels.isOurs(difference.path()));
  }

  private Diagnostic placed(Diagnostic diagnostic, Desired desired) {
    Diagnostic told = Told.safely(diagnostic, scope.redactor());
    return told.position().isPresent()
        ? told
        : desired.manifest().position().map(told::at).orElse(told);
  }
}
