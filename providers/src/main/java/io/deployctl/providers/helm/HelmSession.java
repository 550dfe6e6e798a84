package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Helm at work on one step. */
final class HelmSession implements Session {
  private final StepScope scope;
  private final HelmServices services;
  private final HelmCli cli;

  HelmSession(StepScope scope, HelmServices services) {
    this.scope = scope;
    this.services = services;
    this.cli = new HelmCli(services, scope);
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Deploy) {
        return deploy();
      }
      if (request instanceof Request.Adopt adopt) {
        return adopt(adopt);
      }
      if (request instanceof Request.Dissolve dissolve) {
        ReleaseSpec spec = ReleaseSpec.named(dissolve.rules().helmRelease().orElseThrow());
        return new ReleaseAdopter(scope, cluster(), spec).dissolve(dissolve);
      }
      if (request instanceof Request.Restore restore) {
        return restore(StoredRelease.of(restore.restoration().payload(), scope.redactor()));
      }
      if (request instanceof Request.Remove remove) {
        StoredRelease stored = StoredRelease.of(remove.restoration().payload(), scope.redactor());
        return new ReleasePlanner(scope, cluster(), stored.spec()).remove(stored);
      }
      throw new IllegalArgumentException("helm owns no objects to prune");
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    } catch (ApiFailure refused) {
      return new Planned.Refused(List.of(HelmExecution.refusedByServer(refused)));
    }
  }

  private Planned deploy() {
    ReleaseSpec spec = ReleaseSpec.of(scope);
    ValuesReader reader = new ValuesReader(scope, services.renderer());
    HelmValues values = reader.read();
    if (!reader.shapeWaitsOn().isEmpty()) {
      Set<StepOutputRef> waits = new LinkedHashSet<>(reader.shapeWaitsOn());
      waits.addAll(values.waitsOn());
      String names =
          new TreeSet<>(waits).stream().map(Object::toString).collect(Collectors.joining(", "));
      return new Planned.Ready(
          HelmPlans.deferred(scope, waits, "its values wait for " + names),
          spec.identity(),
          List.of());
    }
    Content chart = new ChartSource(scope, cli).fetch();
    StoredRelease stored =
        new StoredRelease(
            spec,
            StoredRelease.Action.NOTHING,
            Optional.of(chart),
            values.tree(),
            values.secretTexts(),
            0,
            "",
            "",
            Set.of(),
            0);
    return new ReleasePlanner(scope, cluster(), spec)
        .upgrade(stored, values, renderer(spec, chart), services.images());
  }

  /** Takes over what is there; what an upgrade would change is told where it can be known. */
  private Planned adopt(Request.Adopt request) {
    ReleaseSpec spec = ReleaseSpec.of(scope);
    ReleaseAdopter.Later later =
        () -> {
          ValuesReader reader = new ValuesReader(scope, services.renderer());
          HelmValues values = reader.read();
          if (!reader.shapeWaitsOn().isEmpty()) {
            return List.of();
          }
          Content chart = new ChartSource(scope, cli).fetch();
          return new ReleasePlanner(scope, cluster(), spec).later(values, renderer(spec, chart));
        };
    return new ReleaseAdopter(scope, cluster(), spec).adopt(request, later);
  }

  /** Back to the revision that the release recorded; from its chart and values where it is gone. */
  private Planned restore(StoredRelease stored) {
    ReleasePlanner planner = new ReleasePlanner(scope, cluster(), stored.spec());
    Optional<HelmRevision> recorded = planner.history().recorded(stored.revision(), stored.uid());
    if (recorded.isPresent()) {
      return planner.rollback(stored, recorded.get());
    }
    if (stored.chart().isEmpty()) {
      return new Planned.Refused(List.of(HelmPlans.revisionGone(stored)));
    }
    HelmValues values = new HelmValues();
    values.merge(stored.values(), Set.of(), Map.of());
    return planner.upgrade(
        stored, values, renderer(stored.spec(), stored.chart().get()), services.images());
  }

  @Override
  public Needs needs(Request request) {
    return request instanceof Request.Deploy
        ? new ChartPreview(scope, services, cli).needs()
        : Needs.NONE;
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    StoredRelease stored = StoredRelease.of(plan.payload(), scope.redactor());
    return new HelmExecution(scope, services, cli, stored).run(plan, gate);
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    if (plan.effects().isEmpty()) {
      return List.of();
    }
    StoredRelease stored = StoredRelease.of(plan.payload(), scope.redactor());
    ReleasePlanner planner = new ReleasePlanner(scope, cluster(), stored.spec());
    Optional<HelmRevision> latest = planner.history().latest();
    if (stored.action() == StoredRelease.Action.UNINSTALL
        || stored.action() == StoredRelease.Action.DISSOLVE) {
      return latest.isEmpty() ? List.of() : plan.effects();
    }
    if (stored.action() == StoredRelease.Action.ADOPT) {
      String ours = scope.environment().uuid();
      boolean done = latest.filter(now -> now.environment().equals(ours)).isPresent();
      return done ? List.of() : plan.effects();
    }
    if (latest.filter(HelmRevision::isDeployed).isEmpty()) {
      return plan.effects();
    }
    Manifest deployed = latest.get().manifest(cluster(), stored.spec().namespace());
    if (!deployed.digest(stored.unstable()).value().equals(stored.digest())) {
      return plan.effects();
    }
    return planner.remaining(deployed, Marks.NONE, stored).map(List::of).orElse(List.of());
  }

  @Override
  public void close() {
    // Helm's processes end with their commands, and its files with the engine's work directory.
  }

  private ReleaseRenderer renderer(ReleaseSpec spec, Content chart) {
    Path directory = ChartSource.unpack(chart, scope.workDirectory());
    return new ReleaseRenderer(scope, cli, cluster(), spec, directory);
  }

  private Cluster cluster() {
    return services.clusters().get();
  }
}
