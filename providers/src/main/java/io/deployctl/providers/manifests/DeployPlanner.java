package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import io.deployctl.providers.kubernetes.guards.ApiGuard;
import io.deployctl.providers.kubernetes.rights.AppliedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans what it takes for a step's manifests to be live. */
final class DeployPlanner {
  private final Cluster cluster;
  private final StepScope scope;
  private final Source source;
  private final Peers peers;
  private final Diagnostics problems = new Diagnostics();
  private final Set<String> deferred = new TreeSet<>();
  private final RuleBook rules;
  private final ApiGuard guard;
  private ScaleTargets targets;

  /**
   * Makes one.
   *
   * @param peers what the command's steps know of each other
   */
  DeployPlanner(Cluster cluster, StepScope scope, Source source, Peers peers) {
    this.cluster = cluster;
    this.peers = peers;
    this.scope = scope;
    this.source = source;
    this.guard = new ApiGuard(cluster);
    this.rules = new RuleBook(source.ignore(), peers.rules());
  }

  /** Plans. */
  Planned plan() {
    List<Desired> desired = desired();
    if (problems.hasErrors()) {
      return new Planned.Refused(problems.list());
    }
    try (Workers workers = new Workers(source.settings().parallelism())) {
      Map<ResourceId, ObjectNode> live = live(desired, workers);
      PastJobs past = new PastJobs(scope, source.restored() ? desired : List.of(), live);
      Map<ResourceId, Manifest> previous = ObjectsPayload.previous(scope);
      ObjectPlanner planner = new ObjectPlanner(cluster, scope, previous, scope.inventory()::find);
      List<InOrder.Result<ObjectPlan>> results =
          new InOrder(scope, peers.configs(), source.restored())
              .plan(
                  desired,
                  live,
                  workers,
                  (one, there) ->
                      needing(past.plan(one).orElseGet(() -> planner.plan(one, there)), one),
                  ObjectPlan::changes);
      List<ObjectPlan> plans = results.stream().map(InOrder.Result::plan).toList();
      approximate(plans).ifPresent(problems::add);
      plans.forEach(one -> problems.addAll(one.problems()));
      if (problems.hasErrors()) {
        return new Planned.Refused(problems.list());
      }
      problems.addAll(guard.warnings());
      desired.forEach(one -> lookAtImages(one.manifest()));
      rules.conclude(desired, live, source.shapeWaitsOn().isEmpty());
      List<Desired> placed = results.stream().map(InOrder.Result::desired).toList();
      return new Planned.Ready(assembled(placed, handBacks(plans)), "", problems.list());
    }
  }

  private void lookAtImages(Manifest manifest) {
    if (source.restored()) {
      return;
    }
    peers
        .images()
        .look(
            manifest.id().address(),
            manifest.body(),
            (list, index) -> manifest.written().map(at -> at.position(list, index, "image")));
  }

  /** Returns what is wrong with the manifests, as far as it was found. */
  List<Diagnostic> problems() {
    return problems.list();
  }

  private static ObjectPlan needing(ObjectPlan plan, Desired one) {
    ResourceId id = one.manifest().id();
    return one.kind()
        .resource()
        .map(kind -> new AppliedObject(kind, id.namespace(), id.name()))
        .map(object -> plan.withNeeds(object::act))
        .orElse(plan);
  }

  private Optional<Diagnostic> approximate(List<ObjectPlan> plans) {
    long unasked =
        plans.stream()
            .flatMap(plan -> plan.effect().stream())
            .filter(effect -> effect.notes().contains(DryRun.APPROXIMATE))
            .count();
    String objects = unasked == 1 ? "1 object is" : unasked + " objects are";
    return unasked == 0
        ? Optional.empty()
        : Optional.of(
            Diagnostic.warning(
                    "approximate-plan",
                    "the plan of step `%s` is approximate: %s compared without the server"
                        .formatted(scope.step(), objects))
                .detail("the server tries out an apply only for who may `create` and `patch`")
                .hint("`deployctl rbac --for dry-run` prints Roles with which it is exact"));
  }

  /** Returns what the server knows of the manifests' kinds and namespaces; collects problems. */
  List<Desired> desired() {
    KindResolver resolver = new KindResolver(cluster, scope, source.manifests());
    Normalizer normalizer = new Normalizer(scope);
    Map<ResourceId, KindResolver.Kind> kinds = new TreeMap<>();
    Map<ResourceId, Manifest> manifests = new TreeMap<>();
    for (Manifest written : source.manifests()) {
      Optional<KindResolver.Kind> kind = resolver.resolve(written);
      Optional<Diagnostic> removed =
          guard.refusal(
              written.apiVersion(),
              written.id().kind(),
              written.id().address(),
              written.place("apiVersion"));
      if (kind.isEmpty() || removed.isPresent()) {
        problems.add(removed.orElseGet(() -> resolver.unknown(written)));
        continue;
      }
      Manifest manifest =
          source.restored()
              ? written
              : rules.ruled(normalizer.normalize(written, kind.get().namespaced()), written);
      Manifest before = manifests.putIfAbsent(manifest.id(), manifest);
      if (before != null) {
        problems.add(duplicate(before, manifest));
      }
      if (scope.claimedByOthers().contains(manifest.id()) && !peers.isDeleted(manifest.id())) {
        problems.add(claimedTwice(manifest));
      }
      kinds.put(manifest.id(), kind.get());
      kind.get().deferred().ifPresent(deferred::add);
    }
    NamespaceCheck namespaces = NamespaceCheck.of(cluster, scope, manifests.values(), problems);
    deferred.addAll(namespaces.deferred());
    if (!source.restored()) {
      tagConfiguration(manifests);
    }
    targets = ScaleTargets.find(cluster, scope, manifests, peers);
    List<Desired> desired = new ArrayList<>();
    for (Manifest manifest : manifests.values()) {
      ResourceId id = manifest.id();
      boolean there = id.isClusterScoped() || namespaces.isThere(id.namespace());
      desired.add(new Desired(manifest, kinds.get(id), targets.contains(id), there));
    }
    return desired;
  }

  /** What is restored carries its tags already. */
  private void tagConfiguration(Map<ResourceId, Manifest> manifests) {
    Prints prints = new Prints(scope.tagger(), scope.environment().fieldManager());
    manifests.values().stream()
        .filter(ConfigTags::isConfig)
        .forEach(config -> peers.configs().put(config, prints.desired(config)));
    Restarts restarts = new Restarts(peers.configs(), scope, cluster, problems);
    manifests.replaceAll((id, manifest) -> restarts.tagged(manifest));
  }

  /** Returns the objects that are there. */
  Map<ResourceId, ObjectNode> live(Collection<Desired> desired, Workers workers) {
    List<LiveReader.Wanted> wanted = new ArrayList<>();
    for (Desired one : desired) {
      if (one.namespaceThere()) {
        one.kind()
            .resource()
            .ifPresent(kind -> wanted.add(new LiveReader.Wanted(one.manifest().id(), kind)));
      }
    }
    Map<ResourceId, ObjectNode> live =
        new LiveReader(cluster, workers, scope.environment().uuid()).read(wanted);
    live.keySet().removeIf(peers::isDeleted);
    return live;
  }

  /** Adds the deletion of autoscalers that would undo a number of replicas as long as they live. */
  private List<ObjectPlan> handBacks(List<ObjectPlan> plans) {
    List<ResourceId> handedBack =
        plans.stream()
            .flatMap(plan -> plan.effect().stream())
            .filter(effect -> effect.changes().stream().anyMatch(ScaleTargets::isOfReplicas))
            .flatMap(effect -> effect.resource().stream())
            .toList();
    List<ObjectPlan> all = new ArrayList<>(plans);
    PrunePlanner remover = new PrunePlanner(cluster, scope);
    List<ResourceId> deleted = new ArrayList<>();
    for (ScaleTargets.Leaving leaving : targets.leaving(handedBack)) {
      all.add(remover.deletion(leaving.entry(), leaving.live(), List.of(ScaleTargets.GOES_FIRST)));
      deleted.add(leaving.entry().id());
    }
    peers.planned(scope.step(), deleted);
    return all;
  }

  private StepPlan assembled(List<Desired> desired, List<ObjectPlan> plans) {
    List<Effect> effects = new ArrayList<>();
    List<Action> actions = new ArrayList<>();
    List<InventoryEntry> unchanged = new ArrayList<>();
    plans.stream().flatMap(plan -> plan.effect().stream()).sorted(order()).forEach(effects::add);
    plans.forEach(plan -> plan.action().ifPresent(actions::add));
    plans.forEach(plan -> plan.unchanged().ifPresent(unchanged::add));
    List<Manifest> manifests = desired.stream().map(Desired::manifest).toList();
    SortedMap<String, Content> payload = ObjectsPayload.write(manifests);
    Set<ResourceId> scaled = Desired.scaled(desired);
    new ActionsPayload(source.settings(), actions, unchanged, Set.of(), scaled).addTo(payload);
    Set<StepOutputRef> waits = new TreeSet<>(source.shapeWaitsOn());
    manifests.forEach(manifest -> waits.addAll(manifest.waitsOn()));
    // What is deleted here is not left for somebody else to prune.
    Set<ResourceId> claims = new HashSet<>();
    manifests.forEach(manifest -> claims.add(manifest.id()));
    actions.stream()
        .filter(action -> action.verb() == Verb.DELETE)
        .forEach(action -> claims.add(action.id()));
    return new StepPlan(
        scope.step(),
        ManifestsProvider.NAME,
        ManifestsProvider.VERSION,
        payload,
        effects,
        claims,
        isComplete(desired),
        waits,
        deferred.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", deferred)),
        Map.of(),
        source.inputs());
  }

  /** A Job's name depends on its content, an object's namespace on its kind. */
  private boolean isComplete(List<Desired> desired) {
    return source.shapeWaitsOn().isEmpty()
        && desired.stream().allMatch(one -> one.kind().deferred().isEmpty())
        && desired.stream()
            .map(Desired::manifest)
            .noneMatch(one -> one.is("batch", "Job") && !one.waiting().isEmpty());
  }

  /** Returns the order in which effects are shown. */
  static Comparator<Effect> order() {
    return Comparator.comparing((Effect effect) -> effect.verb() != Verb.DELETE)
        .thenComparing(effect -> Ranks.of(effect.resource().orElseThrow()))
        .thenComparing(effect -> effect.resource().orElseThrow());
  }

  private static Diagnostic duplicate(Manifest before, Manifest manifest) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "duplicate-object", manifest.id().address() + " is there twice in this step");
    Diagnostic placed = manifest.position().map(diagnostic::at).orElse(diagnostic);
    return before
        .position()
        .map(place -> placed.detail("first at " + place))
        .orElse(placed)
        .hint("Keep one of the two");
  }

  private static Diagnostic claimedTwice(Manifest manifest) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "duplicate-object", manifest.id().address() + " is in an earlier step already");
    return manifest
        .position()
        .map(diagnostic::at)
        .orElse(diagnostic)
        .hint("Keep it in one of the two steps");
  }
}
