package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds out what of a plan is still to be done. */
final class Verification {
  private final Cluster cluster;
  private final StepScope scope;
  private final StepPlan plan;
  private final ActionsPayload payload;
  private final Function<ResourceId, Optional<InventoryEntry>> entries;

  /**
   * Makes one.
   *
   * @param entries how objects were applied last, as far as that is known
   */
  Verification(
      Cluster cluster,
      StepScope scope,
      StepPlan plan,
      Function<ResourceId, Optional<InventoryEntry>> entries) {
    this.cluster = cluster;
    this.scope = scope;
    this.plan = plan;
    this.payload = ActionsPayload.read(plan.payload(), scope.step());
    this.entries = entries;
  }

  /** Returns what is still to be done. */
  List<Effect> run() {
    List<Effect> left = new ArrayList<>();
    for (Action action : payload.actions()) {
      if (action.verb() == Verb.DELETE && isThere(action)) {
        left.add(effect(action));
      }
    }
    List<Manifest> manifests =
        ObjectsPayload.read(plan.payload()).values().stream().filter(this::isProven).toList();
    if (manifests.isEmpty()) {
      return left;
    }
    Source source = Source.restored(manifests, payload.settings(), plan.inputs());
    DeployPlanner planner =
        new DeployPlanner(cluster, scope, source, new Peers(new MovingImages(false)));
    // An autoscaler that is pruned at the end of the run had the number until then.
    List<Desired> desired =
        planner.desired().stream()
            .map(one -> payload.scaled().contains(one.manifest().id()) ? one.asScaled() : one)
            .toList();
    try (Workers workers = new Workers(payload.settings().parallelism())) {
      Map<ResourceId, ObjectNode> live = planner.live(desired, workers);
      ObjectPlanner objects = new ObjectPlanner(cluster, scope, Map.of(), entries);
      List<Optional<Effect>> effects =
          workers.map(desired, one -> verify(objects, one, live.get(one.manifest().id())));
      effects.forEach(effect -> effect.ifPresent(left::add));
    }
    return left;
  }

  /** What was not touched while others were taken over is as it was, whatever that is. */
  private boolean isProven(Manifest manifest) {
    boolean adopting =
        payload.actions().stream()
            .anyMatch(action -> action.takeover().filter(Takeover::asFound).isPresent());
    return !adopting || payload.touched().contains(manifest.id());
  }

  private Optional<Effect> verify(ObjectPlanner objects, Desired desired, ObjectNode live) {
    ObjectPlan plan = objects.plan(desired, Optional.ofNullable(live));
    if (plan.problems().isEmpty()) {
      return plan.effect();
    }
    // That it can't even be planned is told as what is left to do.
    Effect unknown =
        Effects.of(
            Verb.UPDATE,
            desired.manifest().id(),
            io.deployctl.core.plan.Undo.REVERSIBLE,
            Prints.absent(desired.manifest().apiVersion()),
            plan.problems().stream().map(problem -> problem.summary()).toList());
    return Optional.of(unknown);
  }

  private boolean isThere(Action action) {
    Optional<ApiResource> resource =
        cluster
            .resource(action.apiVersion(), action.id().kind())
            .or(() -> cluster.preferred(action.id().group(), action.id().kind()));
    return resource
        .flatMap(kind -> cluster.get(kind, action.id().namespace(), action.id().name()))
        .filter(live -> action.uid().equals(Trees.text(live, "metadata", "uid")))
        .isPresent();
  }

  private Effect effect(Action action) {
    return plan.effects().stream()
        .filter(effect -> effect.id().equals(action.effect()))
        .findFirst()
        .orElseThrow();
  }
}
