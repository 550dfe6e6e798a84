package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.Release;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.store.LeaseHolder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands each question to the class that answers it; expected failures come back as values. */
final class DefaultEngine implements Engine {
  private final EngineServices services;

  DefaultEngine(EngineServices services) {
    this.services = requireNonNull(services, "services is null");
  }

  @Override
  public Planning planDeploy(Deployment deployment, PlanOptions options) {
    return planning(() -> new DeployPlanner(services, deployment, options).plan());
  }

  @Override
  public Planning planAdopt(Deployment deployment, AdoptionRules rules, PlanOptions options) {
    return planning(() -> new AdoptPlanner(services, deployment, rules, options).plan());
  }

  @Override
  public Planning planSealed(SealedPlan sealed, Deployment deployment, boolean copied) {
    return planning(() -> new SealedPlanner(services, sealed, deployment, copied).plan());
  }

  @Override
  public Optional<Release> unfinished() {
    return UnfinishedRun.of(services.store());
  }

  @Override
  public Planning planResume(
      Release left,
      SealedPlan sealed,
      Deployment deployment,
      boolean copied,
      Map<StepId, Decision> decisions) {
    return planning(
        () -> new ResumePlanner(services, left, decisions).deploy(sealed, deployment, copied));
  }

  @Override
  public Planning planResume(Release left, Map<StepId, Decision> decisions) {
    return planning(() -> new ResumePlanner(services, left, decisions).withoutProject());
  }

  @Override
  public byte[] seal(PreparedPlan prepared, SealOptions options) {
    return new PlanSealing(services).seal(own(prepared), options);
  }

  @Override
  public void standBy(Duration wait) {
    if (services.store().holder().isEmpty()) {
      return;
    }
    LeaseHolder holder = services.holder(new RunId(services.runIds().get()), "plan");
    services.store().acquire(holder, wait).close();
  }

  @Override
  public Planning planRollback(Optional<Integer> to, PlanOptions options) {
    return planning(() -> new RollbackPlanner(services, options).plan(to));
  }

  @Override
  public Planning planDestroy(PlanOptions options) {
    return planning(() -> new DestroyPlanner(services, options).plan());
  }

  @Override
  public Planning planDrift(PlanOptions options) {
    return planning(() -> new DriftPlanner(services, options).plan());
  }

  @Override
  public Needs needs(Deployment deployment) {
    return new NeedsCollector(services, deployment).collect();
  }

  @Override
  public Optional<Diagnostic> missingRights(PreparedPlan prepared) {
    return new RightsCheck(services).of(prepared.plan());
  }

  @Override
  public Optional<Diagnostic> missingRights(Needs needs, Duty duty) {
    return new RightsCheck(services).of(needs, duty);
  }

  @Override
  public RunResult run(PreparedPlan prepared, Approver approver, RunOptions options) {
    return new Runner(services, own(prepared), approver, options).run();
  }

  private static Prepared own(PreparedPlan prepared) {
    if (!(prepared instanceof Prepared own)) {
      throw new IllegalArgumentException("not a plan of this engine");
    }
    return own;
  }

  private static Planning planning(Supplier<Planning> work) {
    try {
      return work.get();
    } catch (DeployctlException refused) {
      return new Planning.Refused(refused.status(), refused.diagnostics());
    }
  }
}
