package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans what applying does to an object that is there and may be changed: an update, a takeover, a
 * replacement, or nothing. Safe for several threads.
 */
final class ChangePlanner {
  private final StepScope scope;
  private final Prints prints;
  private final DryRun dryRun;
  private final TakeoverPlanner takeovers;
  private final ObjectEffects effects;

  ChangePlanner(
      Cluster cluster, StepScope scope, Prints prints, DryRun dryRun, ObjectEffects effects) {
    this.scope = scope;
    this.prints = prints;
    this.dryRun = dryRun;
    this.takeovers =
        new TakeoverPlanner(cluster, scope.environment().fieldManager(), AdoptionRules.DEFAULT);
    this.effects = effects;
  }

  /**
   * Plans the change.
   *
   * @param adopted whom the object is taken over from; empty where it is ours
   */
  ObjectPlan plan(
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
      return ObjectPlan.refused(refused.get());
    }
    Optional<TakeoverPlanner.Outlook> outlook =
        adopted.map(from -> takeovers.of(desired, live, answer, from.fromHelm()));
    List<FieldDiff.Difference> differences =
        desired.differences(
            live, outlook.map(TakeoverPlanner.Outlook::after).orElse(answer.after()));
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
        effects
            .on(desired, live, asItIs ? Verb.ADOPT : Verb.UPDATE, undo, notes)
            .withChanges(
                asItIs
                    ? List.of()
                    : effects.changes(desired, differences, Optional.of(live), entry))
            .withWaits(manifest.waitsOn());
    boolean force = adopted.isPresent() || answer.forced();
    Optional<Takeover> takeover = outlook.map(TakeoverPlanner.Outlook::takeover);
    return ObjectPlan.act(effect, ObjectEffects.action(effect, desired, uid, takeover, force));
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
      return ObjectPlan.refused(Immutables.diagnostic(manifest, fields, answer.immutable()));
    }
    List<String> notes = List.of("deleted and made again: " + fields + " can't be changed");
    Effect effect =
        effects
            .on(desired, live, Verb.REPLACE, Undos.ofReplace(manifest.id()), notes)
            .withChanges(
                effects.changes(desired, differences, Optional.of(live), Optional.empty()));
    return ObjectPlan.act(
        effect, ObjectEffects.action(effect, desired, uid, Optional.empty(), false));
  }

  /** Returns whether only what says that the object is ours would be another. */
  private static boolean isOnlyOurs(List<FieldDiff.Difference> differences) {
    return differences.stream().allMatch(difference -> Labels.isOurs(difference.path()));
  }
}
