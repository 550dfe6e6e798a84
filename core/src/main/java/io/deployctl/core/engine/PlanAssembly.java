package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Release;
import io.deployctl.core.value.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the finished plan of a draft. */
final class PlanAssembly {
  private final EngineServices services;
  private final Snapshot snapshot;
  private final PlanHead head;
  private final Sessions sessions;
  private Optional<Deployment> deployment = Optional.empty();
  private Optional<Hold> hold;
  private boolean liftsHold;
  private boolean removesEnvironment;
  private boolean runnable = true;

  PlanAssembly(EngineServices services, Snapshot snapshot, PlanHead head, Sessions sessions) {
    this.services = services;
    this.snapshot = snapshot;
    this.head = head;
    this.sessions = sessions;
    this.hold = snapshot.hold();
  }

  /** The steps can be planned again from the project; once it is deployed no hold is needed. */
  PlanAssembly from(Deployment project) {
    deployment = Optional.of(project);
    liftsHold = true;
    return this;
  }

  /** The run holds a configuration back. */
  PlanAssembly holding(Hold newHold) {
    hold = Optional.of(newHold);
    return this;
  }

  /** Nothing of the environment is left after the run. */
  PlanAssembly removingEnvironment() {
    removesEnvironment = true;
    return this;
  }

  /** The plan is only to look at. */
  PlanAssembly readOnly() {
    runnable = false;
    return this;
  }

  /** Returns the plan, or every reason why there is none; then the draft's sessions are closed. */
  Engine.Planning finish(PlanDraft draft, PlanOptions options) {
    if (draft.hasProblems()) {
      draft.close();
      return new Engine.Planning.Refused(draft.exit(), draft.problems());
    }
    Plan plan = plan(draft);
    if (options.requireReversible() && plan.reversibility() != Reversibility.REVERSIBLE) {
      draft.close();
      return new Engine.Planning.Refused(ExitStatus.FAILED, List.of(notReversible(plan)));
    }
    return new Engine.Planning.Ready(
        new Prepared(
            plan,
            snapshot,
            draft.steps(),
            draft.records(),
            draft.outputs(),
            hold,
            liftsHold,
            removesEnvironment,
            runnable,
            head.git(),
            deployment,
            sessions));
  }

  private Plan plan(PlanDraft draft) {
    return new Plan(
        new RunId(services.runIds().get()),
        head.mode(),
        services.project(),
        services.environment(),
        snapshot.identity().uuid(),
        snapshot.firstRun(),
        head.protectedEnvironment(),
        head.namespace(),
        services.target().get(),
        services.clock().instant(),
        head.configDigest(),
        snapshot.newest().map(Release::number),
        head.rollbackOf(),
        head.onFailure(),
        head.overrides(),
        head.inputs(),
        services.tools().get(),
        draft.stages(),
        draft.notes(),
        deployment.map(project -> project.layers(origins(draft))).orElse(List.of()));
  }

  /** Returns the places of all values that went into what the plan changes. */
  private static Set<Origin> origins(PlanDraft draft) {
    Set<Origin> origins = new LinkedHashSet<>();
    for (PreparedStep step : draft.steps()) {
      for (Effect effect : step.plan().effects()) {
        effect.origin().ifPresent(made -> add(made, origins));
        effect.changes().forEach(field -> field.origin().ifPresent(made -> add(made, origins)));
      }
    }
    return origins;
  }

  private static void add(FieldOrigin made, Set<Origin> origins) {
    made.values().forEach(use -> origins.addAll(use.origins()));
  }

  private static Diagnostic notReversible(Plan plan) {
    Diagnostic refusal =
        Diagnostic.error(
                "not-reversible", "the plan can't be undone without loss, and that was required")
            .hint("leave these changes out, or plan without `--require-reversible`");
    for (Effect effect : plan.steps().flatMap(step -> step.plan().effects().stream()).toList()) {
      if (effect.undo().reversibility() != Reversibility.REVERSIBLE) {
        refusal =
            refusal.detail(
                effect.verb().word()
                    + " "
                    + effect.address()
                    + ": "
                    + effect.undo().reversibility().words()
                    + effect.undo().loss().map(loss -> ", " + loss).orElse(""));
      }
    }
    return refusal;
  }
}
