package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans to take over what a step's manifests describe and the target has already. */
final class AdoptionPlanner {
  private final Cluster cluster;
  private final StepScope scope;
  private final Source source;
  private final Peers peers;
  private final AdoptionRules rules;
  private final DeployPlanner deploying;

  AdoptionPlanner(
      Cluster cluster, StepScope scope, Source source, Peers peers, AdoptionRules rules) {
    this.cluster = cluster;
    this.scope = scope;
    this.source = source;
    this.peers = peers;
    this.rules = rules;
    this.deploying = new DeployPlanner(cluster, scope, source, peers);
  }

  /** Plans. */
  Planned plan() {
    List<Desired> desired = deploying.desired();
    List<Diagnostic> problems = deploying.problems();
    if (problems.stream().anyMatch(Diagnostic::isError)) {
      return new Planned.Refused(problems);
    }
    List<Diagnostic> notes = new ArrayList<>(problems);
    if (!source.shapeWaitsOn().isEmpty()) {
      notes.add(
          Diagnostic.note(
              "not-known-yet",
              "objects that depend on "
                  + source.shapeWaitsOn()
                  + " are not known yet and are left as they are"));
    }
    try (Workers workers = new Workers(source.settings().parallelism())) {
      Map<ResourceId, ObjectNode> live = deploying.live(desired, workers);
      ObjectAdopter adopter = new ObjectAdopter(cluster, scope, rules);
      List<ObjectAdopter.Adopted> adopted =
          new InOrder(scope, peers.configs(), false)
              .plan(desired, live, workers, adopter::plan, ObjectAdopter.Adopted::changes).stream()
                  .map(InOrder.Result::plan)
                  .filter(this::isMeant)
                  .toList();
      List<Verdict> verdicts =
          adopted.stream()
              .flatMap(one -> one.verdict().stream())
              .sorted(Comparator.comparing(Verdict::kind).thenComparing(Verdict::address))
              .toList();
      return new Planned.Ready(assembled(adopted, desired), "", notes).with(verdicts);
    }
  }

  private boolean isMeant(ObjectAdopter.Adopted adopted) {
    String address =
        adopted
            .effect()
            .map(Effect::address)
            .orElseGet(() -> adopted.verdict().orElseThrow().address());
    return rules.concerns(address);
  }

  private StepPlan assembled(List<ObjectAdopter.Adopted> adopted, List<Desired> desired) {
    List<Effect> effects = new ArrayList<>();
    List<Action> actions = new ArrayList<>();
    adopted.stream()
        .flatMap(one -> one.effect().stream())
        .sorted(DeployPlanner.order())
        .forEach(effects::add);
    adopted.forEach(one -> one.action().ifPresent(actions::add));
    // What the release holds of the step already stays in it.
    SortedMap<ResourceId, Manifest> manifests = new TreeMap<>(ObjectsPayload.previous(scope));
    adopted.forEach(one -> one.found().ifPresent(found -> manifests.put(found.id(), found)));
    List<InventoryEntry> unchanged =
        desired.stream()
            .map(one -> scope.inventory().find(one.manifest().id()))
            .flatMap(Optional::stream)
            .toList();
    Set<ResourceId> claims = new HashSet<>();
    actions.forEach(action -> claims.add(action.id()));
    unchanged.forEach(entry -> claims.add(entry.id()));
    SortedMap<String, Content> payload = ObjectsPayload.write(manifests.values());
    // Nothing starts, so there is nothing to wait for.
    ManifestsSettings settings =
        new ManifestsSettings(false, source.settings().timeout(), source.settings().parallelism());
    Set<ResourceId> scaled = Desired.scaled(desired);
    new ActionsPayload(settings, actions, unchanged, Set.of(), scaled).addTo(payload);
    return new StepPlan(
        scope.step(),
        ManifestsProvider.NAME,
        ManifestsProvider.VERSION,
        payload,
        effects,
        claims,
        true,
        Set.of(),
        Optional.empty(),
        Map.of(),
        Digest.of("adopted\n" + source.inputs().value()));
  }
}
