package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
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

/**
 * Plans one object: whether it is to be made, left as it is, or changed, and whether it may be.
 * Safe for several threads.
 */
final class ObjectPlanner {
  private final Cluster cluster;
  private final StepScope scope;
  private final Function<ResourceId, Optional<InventoryEntry>> entries;
  private final Prints prints;
  private final DryRun dryRun;
  private final ObjectEffects effects;
  private final ChangePlanner changes;

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
    this.entries = entries;
    String manager = scope.environment().fieldManager();
    this.prints = new Prints(scope.tagger(), manager);
    this.dryRun = new DryRun(cluster, manager);
    this.effects = new ObjectEffects(scope, previous, prints);
    this.changes = new ChangePlanner(cluster, scope, prints, dryRun, effects);
  }

  /**
   * Plans the object.
   *
   * @param live the object as it is, if it is
   */
  ObjectPlan plan(Desired desired, Optional<ObjectNode> live) {
    Optional<InventoryEntry> entry = entries.apply(desired.manifest().id());
    ObjectPlan planned;
    try {
      planned =
          live.isPresent() ? planExisting(desired, live.get(), entry) : planAbsent(desired, entry);
    } catch (ApiFailure failure) {
      String doing = "planning " + desired.manifest().id().address();
      planned = ObjectPlan.refused(ApiFailures.diagnostic(doing, failure));
    }
    return planned.with(
        planned.problems().stream().map(problem -> placed(problem, desired)).toList());
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
        return ObjectPlan.refused(refused.get());
      }
      notes.addAll(answer.notes());
    }
    Effect effect = effects.creation(desired, entry, notes);
    return ObjectPlan.act(
        effect, ObjectEffects.action(effect, desired, Optional.empty(), Optional.empty(), false));
  }

  private ObjectPlan planExisting(
      Desired desired, ObjectNode live, Optional<InventoryEntry> entry) {
    Manifest manifest = desired.manifest();
    if (live.path("metadata").hasNonNull("deletionTimestamp")) {
      Diagnostic terminating =
          Diagnostic.error("being-deleted", manifest.id().address() + " is being deleted");
      return ObjectPlan.refused(new Lingering(cluster, manifest.id(), live).explain(terminating));
    }
    Ownership owner = Ownership.of(live, scope.environment(), entry, AdoptionRules.DEFAULT);
    if (owner instanceof Ownership.Foreign foreign) {
      String summary = manifest.id().address() + " belongs to " + foreign.owner();
      return ObjectPlan.refused(Diagnostic.error("owned-by-others", summary).hint(foreign.hint()));
    }
    boolean ours = owner instanceof Ownership.Ours;
    boolean known = manifest.waiting().isEmpty();
    if (ours && known && entry.isPresent() && prints.isAsApplied(entry.get(), desired, live)) {
      return ObjectPlan.same(prints.unchanged(scope.step(), desired, live, entry.get()));
    }
    return changes.plan(
        desired, live, entry, ours ? Optional.empty() : Optional.of((Ownership.Adoptable) owner));
  }

  private Diagnostic placed(Diagnostic diagnostic, Desired desired) {
    Diagnostic told = Told.safely(diagnostic, scope.redactor());
    return told.position().isPresent()
        ? told
        : desired.manifest().position().map(told::at).orElse(told);
  }
}
