package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Plans the last stage: objects of the inventory that no step claims any more. */
final class PrunePlanner {
  private static final String NAME = "prune";

  // A project of three objects may well lose one; below this number a share says nothing.
  private static final int ALWAYS_FINE = 4;
  private static final int LARGEST_SHARE = 5;

  private final EngineServices services;
  private final Snapshot snapshot;
  private final Sessions sessions;
  private final PlanDraft draft;
  private List<Effect> deletions = List.of();

  PrunePlanner(EngineServices services, Snapshot snapshot, Sessions sessions, PlanDraft draft) {
    this.services = services;
    this.snapshot = snapshot;
    this.sessions = sessions;
    this.draft = draft;
  }

  /** Plans to prune the candidates among the objects that no step of the draft claims. */
  void plan(Predicate<InventoryEntry> candidate) {
    List<InventoryEntry> orphans = orphans(candidate);
    if (!orphans.isEmpty()) {
      String name = draft.freeName(NAME);
      planStep(new StepId(name), name, Set.of(), orphans, PreparedStep.Purpose.PASSING);
    }
  }

  /**
   * The same, but nothing whose deletion can't be undone.
   *
   * @return the objects that stay for that reason
   */
  List<InventoryEntry> planReversible(Predicate<InventoryEntry> candidate) {
    List<InventoryEntry> orphans = orphans(candidate);
    Predicate<InventoryEntry> isKept = entry -> StepKinds.isProtectedKind(entry.id().kind());
    List<InventoryEntry> kept = new ArrayList<>(orphans.stream().filter(isKept).toList());
    List<InventoryEntry> objects = orphans.stream().filter(isKept.negate()).toList();
    StepId step = new StepId(draft.freeName(NAME));
    planStep(step, step.name(), Set.of(), objects, PreparedStep.Purpose.PASSING);
    Set<ResourceId> oneWay =
        deletions.stream()
            .filter(effect -> effect.undo().reversibility() == Reversibility.ONE_WAY)
            .flatMap(effect -> effect.resource().stream())
            .collect(Collectors.toSet());
    if (!oneWay.isEmpty()) {
      draft.drop(step);
      Predicate<InventoryEntry> isOneWay = entry -> oneWay.contains(entry.id());
      objects.stream().filter(isOneWay).forEach(kept::add);
      List<InventoryEntry> rest = objects.stream().filter(isOneWay.negate()).toList();
      planStep(step, step.name(), Set.of(), rest, PreparedStep.Purpose.PASSING);
    }
    return kept;
  }

  /**
   * Plans one step that prunes the given objects. It is there even if nothing is to be deleted:
   * executing it finds out what is gone already.
   */
  void planStep(
      StepId step,
      String stage,
      Set<StepId> needs,
      List<InventoryEntry> objects,
      PreparedStep.Purpose purpose) {
    deletions = List.of();
    Optional<Provider> provider = StepKinds.find(services.providers(), StepKinds.MANIFESTS);
    if (objects.isEmpty() || provider.isEmpty()) {
      return;
    }
    OpenSession session = sessions.open(step, provider.get(), Optional.empty(), draft.claims());
    Request request = new Request.Prune(objects);
    Optional<Planned.Ready> planned = draft.planned(session, step, request);
    if (planned.isPresent()) {
      deletions =
          planned.get().plan().effects().stream()
              .filter(effect -> StepKinds.isDeletion(effect.verb()))
              .toList();
      draft.add(pruning(step, stage, needs, purpose, request, planned.get(), session));
    }
  }

  /** Refuses what looks like a mistake: all objects gone, or more than a fifth of them. */
  void refuseIfLarge() {
    int owned = snapshot.inventory().entries().size();
    boolean nothingLeft = draft.claims().isEmpty() && draft.incomplete().isEmpty();
    boolean large = deletions.size() > ALWAYS_FINE && deletions.size() * LARGEST_SHARE > owned;
    if (!deletions.isEmpty() && (nothingLeft || large)) {
      draft.refuse(new StepId(NAME), ExitStatus.FAILED, List.of(tooLarge(owned, nothingLeft)));
    }
  }

  private static PreparedStep pruning(
      StepId step,
      String stage,
      Set<StepId> needs,
      PreparedStep.Purpose purpose,
      Request request,
      Planned.Ready ready,
      OpenSession session) {
    PlannedStep planned =
        new PlannedStep(step, Optional.empty(), needs, "", false, ready.plan(), ready.notes());
    return new PreparedStep(
        planned, stage, purpose, false, request, Optional.empty(), Optional.empty(), session);
  }

  // As long as a step can't tell what it will own, everything may still be its.
  private List<InventoryEntry> orphans(Predicate<InventoryEntry> candidate) {
    List<InventoryEntry> orphans =
        snapshot.inventory().unclaimed(draft.claims()).stream().filter(candidate).toList();
    List<StepId> incomplete = draft.incomplete();
    if (draft.hasProblems() || orphans.isEmpty() || incomplete.isEmpty()) {
      return draft.hasProblems() ? List.of() : orphans;
    }
    draft.addNote(nothingPruned(orphans, incomplete));
    return List.of();
  }

  private Diagnostic tooLarge(int owned, boolean nothingLeft) {
    Diagnostic refusal =
        Diagnostic.error(
                "large-prune",
                "the plan would delete "
                    + deletions.size()
                    + " of the environment's "
                    + owned
                    + " objects"
                    + (nothingLeft ? ", because the project's steps have no objects at all" : ""))
            .hint("if that is what you mean, plan with `--allow-large-prune`");
    for (Effect deletion : deletions.stream().limit(10).toList()) {
      refusal = refusal.detail("delete " + deletion.address());
    }
    return deletions.size() > 10
        ? refusal.detail("and " + (deletions.size() - 10) + " more")
        : refusal;
  }

  private static Diagnostic nothingPruned(List<InventoryEntry> orphans, List<StepId> incomplete) {
    Diagnostic note =
        Diagnostic.note(
            "nothing-pruned",
            "objects that are not in the project any more stay for now: "
                + "not every step can tell yet what it will own");
    for (StepId step : incomplete) {
      note = note.detail("step `" + step + "` is planned for good when it is reached");
    }
    for (InventoryEntry orphan : orphans) {
      note = note.detail("stays: " + orphan.id().address());
    }
    return note.hint("plan again after this run to prune them");
  }
}
