package io.deployctl.core.engine;

import io.deployctl.core.plan.Plan;
import io.deployctl.core.planfile.PlanDraft;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.planfile.SealedStep;
import java.util.List;

/** Puts a plan into a file. */
final class PlanSealing {
  private final EngineServices services;

  PlanSealing(EngineServices services) {
    this.services = services;
  }

  /** Returns the file's bytes; makes the environment, whose key they are sealed under. */
  byte[] seal(Prepared prepared, SealOptions options) {
    Staleness.initialise(services.store(), prepared.snapshot());
    return draft(prepared, options).sealedUnder(services.store().key());
  }

  /** Returns the plan written down; nothing is asked for, and the key is not needed yet. */
  PlanDraft draft(Prepared prepared, SealOptions options) {
    List<SealedStep> steps =
        prepared.steps().stream()
            .map(step -> new SealedStep(step.planned().identity(), step.plan()))
            .toList();
    return PlanDraft.of(
        new SealedPlan(head(prepared, options), steps, options.recipe(), options.source()));
  }

  private PlanFileHead head(Prepared prepared, SealOptions options) {
    Plan plan = prepared.plan();
    return new PlanFileHead(
        plan.project(),
        plan.environment(),
        plan.environmentUuid(),
        options.place(),
        plan.target(),
        plan.base(),
        plan.createdAt(),
        plan.createdAt().plus(options.validFor()),
        plan.configDigest(),
        prepared.git(),
        services.actor().display(),
        services.version(),
        plan.tools(),
        options.planning().only(),
        options.planning().releaseHold(),
        new Doubts(services, options.planning().decisions())
            .decided(prepared.snapshot().currentSteps()));
  }
}
