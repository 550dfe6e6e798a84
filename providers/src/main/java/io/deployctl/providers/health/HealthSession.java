package io.deployctl.providers.health;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A health step at work. It only looks, so it has nothing to undo and nothing to verify. */
final class HealthSession implements Session {
  private static final int VERSION = 1;
  private static final String SPEC = "spec";
  private static final String EFFECT = "health";

  private final StepScope scope;
  private final Clusters clusters;
  private final ClusterReadinessWaiter waiter;

  HealthSession(StepScope scope, Clusters clusters, ClusterReadinessWaiter waiter) {
    this.scope = scope;
    this.clusters = clusters;
    this.waiter = waiter;
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Restore restore) {
        byte[] spec = restore.restoration().payload().get(SPEC).bytes();
        return ready(HealthSpec.fromJson(spec), true);
      }
      if (request instanceof Request.Deploy) {
        return ready(HealthSpec.of(scope.settings()), true);
      }
      return ready(new HealthSpec(List.of(), HealthSpec.DEFAULT_TIMEOUT), false);
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    if (plan.effects().isEmpty()) {
      return StepResult.succeeded(Map.of(), Optional.empty());
    }
    HealthSpec spec = HealthSpec.fromJson(plan.payload().get(SPEC).bytes());
    Optional<Restoration> restoration =
        Optional.of(new Restoration(HealthProvider.NAME, VERSION, plan.payload()));
    try {
      List<Diagnostic> causes = gate.act(plan.effects().get(0), () -> look(spec));
      return causes.isEmpty()
          ? StepResult.succeeded(Map.of(), restoration)
          : StepResult.failed(causes, restoration);
    } catch (StoppedException stopped) {
      return StepResult.cancelled(restoration);
    } catch (DeployctlException known) {
      return StepResult.failed(known.diagnostics(), restoration);
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

  private Planned ready(HealthSpec spec, boolean asks) {
    byte[] json = spec.toJson();
    Map<String, Content> payload = new TreeMap<>();
    payload.put(SPEC, Content.open(json));
    StepPlan plan =
        new StepPlan(
            scope.step(),
            HealthProvider.NAME,
            VERSION,
            new TreeMap<>(payload),
            asks ? List.of(effect(spec)) : List.of(),
            Set.of(),
            true,
            Set.of(),
            Optional.empty(),
            Map.of(),
            Digest.of(json));
    return new Planned.Ready(plan, "", List.of());
  }

  private Effect effect(HealthSpec spec) {
    List<Expectation> known = known(spec);
    String address =
        spec.checks().isEmpty()
            ? "everything that is deployed is ready (" + known.size() + " objects, and charts)"
            : known.size() + " objects are ready";
    List<String> notes =
        spec.checks().isEmpty() ? List.of() : known.stream().map(Expectation::describe).toList();
    return Effect.of(EFFECT, Verb.READ, address).withNotes(notes);
  }

  private List<Expectation> known(HealthSpec spec) {
    return spec.checks().isEmpty()
        ? Subjects.applied(scope.claimedByOthers())
        : Subjects.named(spec, scope.namespace());
  }

  private List<Diagnostic> look(HealthSpec spec) {
    Set<Expectation> expectations = new LinkedHashSet<>(known(spec));
    if (spec.checks().isEmpty()) {
      expectations.addAll(Subjects.ofCharts(clusters.get(), scope.namespace()));
    }
    return waiter.awaitAll(
        new ArrayList<>(expectations), spec.timeout(), scope.progress(), scope.cancellation());
  }

  private Diagnostic unreadable(Exception unexpected) {
    String code = unexpected instanceof ApiFailure ? "unreachable" : "internal-error";
    return Diagnostic.error(code, "looking at the deployed objects failed")
        .detail(scope.redactor().redact(String.valueOf(unexpected.getMessage())))
        .hint("see whether the API server answers: `kubectl get --raw /readyz`");
  }
}
