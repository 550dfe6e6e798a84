package io.deployctl.providers.health;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.readiness.Expectation;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A health step at work. It only looks, so it has nothing to undo and nothing to verify. */
final class HealthSession implements Session {
  private static final String EFFECT = "health";

  private final StepScope scope;
  private final Clusters clusters;
  private final ClusterReadinessWaiter waiter;
  private final Catalogue catalogue;

  HealthSession(
      StepScope scope, Clusters clusters, ClusterReadinessWaiter waiter, Catalogue catalogue) {
    this.catalogue = catalogue;
    this.scope = scope;
    this.clusters = clusters;
    this.waiter = waiter;
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Restore restore) {
        Restoration kept = restore.restoration();
        return asking(HealthPayload.spec(kept.version(), kept.payload()));
      }
      return request instanceof Request.Deploy
          ? asking(HealthSpec.of(scope.settings()))
          : planned(new TreeMap<>(), List.of(), Digest.of(""));
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  @Override
  public Needs needs(Request request) {
    return request instanceof Request.Deploy
        ? Subjects.needs(HealthSpec.of(scope.settings()), scope, catalogue)
        : Needs.NONE;
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    if (plan.effects().isEmpty()) {
      return StepResult.succeeded(Map.of(), Optional.empty());
    }
    Optional<Restoration> restoration = Optional.of(restoration(plan));
    try {
      List<Diagnostic> causes = gate.act(plan.effects().get(0), () -> look(plan));
      if (!causes.isEmpty()) {
        return StepResult.failed(causes, restoration);
      }
      // A wait that was stopped names no causes, and proves nothing.
      return scope.cancellation().isStopping()
          ? StepResult.cancelled(restoration)
          : StepResult.succeeded(Map.of(), restoration);
    } catch (StoppedException stopped) {
      return StepResult.cancelled(restoration);
    } catch (DeployctlException known) {
      return known.status() == ExitStatus.INTERRUPTED
          ? StepResult.cancelled(restoration)
          : StepResult.failed(known.diagnostics(), restoration);
    } catch (Exception unexpected) {
      return StepResult.failed(List.of(unreadable(unexpected)), restoration);
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    return List.of();
  }

  @Override
  public void close() {}

  private Planned asking(HealthSpec spec) {
    SortedMap<String, Content> payload = new TreeMap<>();
    payload.put(HealthPayload.SPEC, HealthPayload.spec(spec));
    if (spec.checks().isEmpty()) {
      payload.put(HealthPayload.APPLIED, HealthPayload.applied(scope.claimedByOthers()));
    }
    Digest inputs = payload.get(HealthPayload.SPEC).digest();
    return planned(payload, List.of(effect(spec)), inputs);
  }

  private Planned planned(SortedMap<String, Content> payload, List<Effect> effects, Digest inputs) {
    StepPlan plan =
        new StepPlan(
            scope.step(),
            HealthProvider.NAME,
            HealthPayload.VERSION,
            payload,
            effects,
            Set.of(),
            true,
            Set.of(),
            Optional.empty(),
            Map.of(),
            inputs);
    return new Planned.Ready(plan, "", List.of());
  }

  private Effect effect(HealthSpec spec) {
    if (spec.checks().isEmpty()) {
      int applied = Subjects.applied(scope.claimedByOthers()).size();
      return Effect.of(
          EFFECT,
          Verb.READ,
          "what was applied is ready: " + objects(applied) + ", and what Helm manages");
    }
    List<Expectation> named = Subjects.named(spec, scope.namespace());
    return Effect.of(EFFECT, Verb.READ, objects(named.size()) + " ready")
        .withNotes(named.stream().map(Expectation::describe).toList());
  }

  private static String objects(int count) {
    return count == 1 ? "1 object" : count + " objects";
  }

  /** Steps that could only be planned on the way have told their objects by now. */
  private List<Diagnostic> look(StepPlan plan) {
    HealthSpec spec = HealthPayload.spec(plan.payloadVersion(), plan.payload());
    Set<Expectation> expectations = new LinkedHashSet<>(Subjects.named(spec, scope.namespace()));
    if (spec.checks().isEmpty()) {
      Collection<ResourceId> applied =
          new LinkedHashSet<>(HealthPayload.applied(plan.payloadVersion(), plan.payload()));
      applied.addAll(scope.claimedByOthers());
      expectations.addAll(Subjects.applied(applied));
      expectations.addAll(Subjects.ofCharts(clusters.get(), scope.namespace()));
    }
    return waiter.awaitAll(
        new ArrayList<>(expectations), spec.timeout(), scope.progress(), scope.cancellation());
  }

  private static Restoration restoration(StepPlan plan) {
    SortedMap<String, Content> kept = new TreeMap<>();
    kept.put(HealthPayload.SPEC, plan.payload().get(HealthPayload.SPEC));
    return new Restoration(HealthProvider.NAME, HealthPayload.VERSION, kept);
  }

  private Diagnostic unreadable(Exception unexpected) {
    String code = unexpected instanceof ApiFailure ? "cluster-unreachable" : "internal-error";
    return Diagnostic.error(code, "looking at the deployed objects failed")
        .detail(scope.redactor().redact(String.valueOf(unexpected.getMessage())))
        .hint("see whether the API server answers: `kubectl get --raw /readyz`");
  }
}
