package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Need;
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
import io.deployctl.providers.kubernetes.client.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A smoke step at work. It changes nothing of the deployment, so it has nothing to verify. */
final class SmokeSession implements Session {
  private final StepScope scope;
  private final Clusters clusters;

  SmokeSession(StepScope scope, Clusters clusters) {
    this.scope = scope;
    this.clusters = clusters;
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Restore restore) {
        Restoration kept = restore.restoration();
        return ready(SmokePayload.read(kept.version(), kept.payload()));
      }
      if (request instanceof Request.Deploy) {
        return ready(SmokeSettings.read(scope));
      }
      return new Planned.Ready(plan(new TreeMap<>(), List.of(), Digest.of("")), "", List.of());
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  @Override
  public Needs needs(Request request) {
    return request instanceof Request.Deploy
        ? new Needs(
            ServiceForward.needs(SmokeSettings.read(scope).service(), scope.step()), List.of())
        : Needs.NONE;
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    if (plan.effects().isEmpty()) {
      return StepResult.succeeded(Map.of(), Optional.empty());
    }
    Optional<Restoration> restoration =
        Optional.of(new Restoration(SmokeProvider.NAME, plan.payloadVersion(), plan.payload()));
    try {
      SmokeSpec spec = SmokePayload.read(plan.payloadVersion(), plan.payload());
      SmokeReport report =
          gate.act(plan.effects().get(0), () -> SmokeCheck.run(spec, clusters, scope));
      return report.failures().isEmpty()
          ? StepResult.succeeded(Map.of(), restoration)
          : StepResult.failed(failures(report), restoration);
    } catch (StoppedException | InterruptedException stopped) {
      return StepResult.cancelled(restoration);
    } catch (DeployctlException known) {
      return StepResult.failed(known.diagnostics(), restoration);
    } catch (Exception unexpected) {
      return StepResult.failed(
          List.of(
              Diagnostic.error("internal-error", "running the scenario failed")
                  .detail(scope.redactor().redact(String.valueOf(unexpected.getMessage())))),
          restoration);
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    return List.of();
  }

  @Override
  public void close() {}

  private Planned ready(SmokeSpec spec) {
    Scenario scenario = SmokeCheck.scenario(spec);
    Effect effect =
        Effect.of("smoke", Verb.READ, scenario.name() + " through " + spec.where())
            .withNotes(scenario.steps().stream().map(Scenario.Step::name).toList())
            .withNeeds(
                ServiceForward.needs(spec.service(), scope.step()).stream()
                    .filter(Need::essential)
                    .map(Need::permission)
                    .toList());
    SortedMap<String, Content> payload = SmokePayload.of(spec);
    Digest inputs = Digest.of(scope.tagger().tag(SmokePayload.inputs(payload)).value());
    return new Planned.Ready(plan(payload, List.of(effect), inputs), "", List.of());
  }

  private StepPlan plan(SortedMap<String, Content> payload, List<Effect> effects, Digest inputs) {
    return new StepPlan(
        scope.step(),
        SmokeProvider.NAME,
        SmokePayload.VERSION,
        payload,
        effects,
        Set.of(),
        true,
        scope.settings().waitsOn(),
        Optional.empty(),
        Map.of(),
        inputs);
  }

  private static List<Diagnostic> failures(SmokeReport report) {
    List<Diagnostic> failures = new ArrayList<>(report.failures());
    if (report.notTried() > 0) {
      failures.add(Diagnostic.note("smoke-not-tried", notTried(report.notTried())));
    }
    return failures;
  }

  private static String notTried(int count) {
    return count == 1
        ? "1 later step of the scenario was not tried"
        : count + " later steps of the scenario were not tried";
  }
}
