package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The provider at work on one step. */
final class ManifestsSession implements Session {
  private final StepScope scope;
  private final Clusters clusters;
  private final DocumentRenderer renderer;
  private final ReadinessWaiter waiter;
  private final Clock clock;
  private final Peers peers;
  private final Catalogue catalogue;
  private final Map<ResourceId, InventoryEntry> applied = new HashMap<>();

  ManifestsSession(
      StepScope scope,
      Clusters clusters,
      DocumentRenderer renderer,
      ReadinessWaiter waiter,
      Clock clock,
      Peers peers,
      Catalogue catalogue) {
    this.scope = scope;
    this.clusters = clusters;
    this.renderer = renderer;
    this.waiter = waiter;
    this.clock = clock;
    this.peers = peers;
    this.catalogue = catalogue;
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Deploy) {
        Source source = new ProjectSource(inNamespace(), renderer).read();
        return new DeployPlanner(clusters.get(), inNamespace(), source, peers).plan();
      }
      if (request instanceof Request.Adopt adopt) {
        Source source = new ProjectSource(inNamespace(), renderer).read();
        return new AdoptionPlanner(clusters.get(), inNamespace(), source, peers, adopt.rules())
            .plan();
      }
      if (request instanceof Request.Restore restore) {
        Source source = source(restore.restoration());
        return new DeployPlanner(clusters.get(), scope, source, peers).plan();
      }
      if (request instanceof Request.Prune prune) {
        return new PrunePlanner(clusters.get(), scope).plan(prune.objects());
      }
      return new Planned.Ready(nothing(), "", List.of());
    } catch (ApiFailure failure) {
      String doing = "planning the step " + scope.step().name();
      return new Planned.Refused(List.of(ApiFailures.diagnostic(doing, failure)));
    }
  }

  @Override
  public Needs needs(Request request) {
    if (request instanceof Request.Prune prune) {
      return new ManifestNeeds(scope, catalogue).of(prune.objects());
    }
    if (!(request instanceof Request.Deploy)) {
      return Needs.NONE;
    }
    StepScope placed = inNamespace();
    return new ManifestNeeds(placed, catalogue).of(new ProjectSource(placed, renderer).read());
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    requireKnown(plan.payloadVersion());
    try {
      PlanExecutor executor = new PlanExecutor(clusters.get(), scope, plan, gate, clock);
      Execution execution = executor.run(waiter);
      StepResult result = execution.result(scope, ObjectsPayload.read(plan.payload()));
      result.owned().forEach(entry -> applied.put(entry.id(), entry));
      return result;
    } catch (DeployctlException refused) {
      return StepResult.failed(refused.diagnostics(), scope.previous());
    } catch (ApiFailure failure) {
      String doing = "executing the step " + scope.step().name();
      return StepResult.failed(List.of(ApiFailures.diagnostic(doing, failure)), scope.previous());
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    requireKnown(plan.payloadVersion());
    return new Verification(clusters.get(), scope, plan, this::entry).run();
  }

  @Override
  public void close() {
    // Every thread ends with the call that started it, and no file is written.
  }

  private Optional<InventoryEntry> entry(ResourceId id) {
    return Optional.ofNullable(applied.get(id)).or(() -> scope.inventory().find(id));
  }

  private Source source(Restoration restoration) {
    requireKnown(restoration.version());
    List<Manifest> manifests = new ArrayList<>(ObjectsPayload.read(restoration.payload()).values());
    String digests = digests(restoration);
    if (scope.previous().filter(now -> digests(now).equals(digests)).isEmpty()) {
      leaveToOthers(manifests);
    }
    return Source.restored(manifests, ManifestsSettings.DEFAULT, Digest.of(digests));
  }

  /** What is others' now stays theirs, whatever the release says that is restored. */
  private void leaveToOthers(List<Manifest> restored) {
    Map<ResourceId, Manifest> now = ObjectsPayload.previous(scope);
    restored.replaceAll(
        then ->
            now.containsKey(then.id())
                ? then.ignoring(then.ignored().and(now.get(then.id()).ignored()))
                : then);
  }

  private static String digests(Restoration restoration) {
    StringBuilder digests = new StringBuilder();
    restoration
        .payload()
        .forEach((name, content) -> digests.append(name).append(content.digest()).append('\n'));
    return digests.toString();
  }

  private StepPlan nothing() {
    SortedMap<String, Content> payload = new TreeMap<>();
    new ActionsPayload(ManifestsSettings.DEFAULT, List.of(), List.of(), Set.of()).addTo(payload);
    return new StepPlan(
        scope.step(),
        ManifestsProvider.NAME,
        ManifestsProvider.VERSION,
        payload,
        List.of(),
        Set.of(),
        true,
        Set.of(),
        Optional.empty(),
        Map.of(),
        Digest.of("remove"));
  }

  /** A step can have a namespace of its own. */
  private StepScope inNamespace() {
    Optional<String> namespace = scope.settings().optionalText("namespace");
    return namespace.isEmpty()
        ? scope
        : new StepScope(
            scope.step(),
            scope.environment(),
            namespace.get(),
            scope.settings(),
            scope.values(),
            scope.previous(),
            scope.previousIdentity(),
            scope.unfinished(),
            scope.inventory(),
            scope.claimedByOthers(),
            scope.kindsMayCome(),
            scope.projectDirectory(),
            scope.workDirectory(),
            scope.tagger(),
            scope.redactor(),
            scope.progress(),
            scope.cancellation());
  }

  private static void requireKnown(int version) {
    if (version != ManifestsProvider.VERSION) {
      throw new IllegalArgumentException(
          "version " + version + " of a manifests step is not known to this deployctl");
    }
  }
}
