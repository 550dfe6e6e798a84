package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.Release;
import io.deployctl.core.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plans what is left of a run. It is what the run had planned, planned once more against what is in
 * the target now: so finished steps are verified, half-done ones completed, and nothing depends on
 * what the run was able to write down.
 */
final class ResumePlanner {
  private final EngineServices services;
  private final Release left;
  private final Map<StepId, Decision> decisions;

  ResumePlanner(EngineServices services, Release left, Map<StepId, Decision> decisions) {
    this.services = services;
    this.left = left;
    this.decisions = Map.copyOf(decisions);
  }

  /** Plans the rest of a deployment. */
  Engine.Planning deploy(SealedPlan sealed, Deployment deployment, boolean copied) {
    PlanFileHead head = sealed.head();
    PlanOptions options =
        new PlanOptions(head.only(), head.releaseHold(), false, true).deciding(decisions);
    Engine.Planning planning =
        new DeployPlanner(services, deployment, options, new Request.Deploy(copied)).plan();
    if (!(planning instanceof Engine.Planning.Ready ready)) {
      return planning;
    }
    Prepared fresh = (Prepared) ready.prepared();
    if (!fresh.plan().environmentUuid().equals(head.environmentUuid())) {
      fresh.close();
      return new Engine.Planning.Refused(ExitStatus.STALE, List.of(otherEnvironment()));
    }
    List<Effect> beyond = Remaining.beyond(sealed, fresh);
    List<Diagnostic> notes = new ArrayList<>(notes(fresh));
    Moved.tools(head.tools(), fresh.plan().tools())
        .forEach(moved -> notes.add(moved.weighing(Severity.WARNING)));
    if (!beyond.isEmpty()) {
      notes.add(goesBeyond(beyond));
    }
    return new Engine.Planning.Ready(fresh.withNotes(notes), beyond);
  }

  /** Plans the rest of a rollback or a destruction. */
  Engine.Planning withoutProject() {
    PlanOptions options = PlanOptions.DEFAULT.deciding(decisions);
    if (left.mode() == PlanMode.DESTROY) {
      return noted(new DestroyPlanner(services, options).plan());
    }
    if (left.mode() == PlanMode.ROLLBACK && left.rollbackOf().isPresent()) {
      return noted(rollback(options));
    }
    throw DeployctlException.invalid(
        Diagnostic.error(
                "no-plan-left",
                "release %d (%s) left no plan to go on with"
                    .formatted(left.number(), left.mode().word()))
            .hint(
                "run `deployctl %s` again: it goes on from what is in the target"
                    .formatted(left.mode().command())));
  }

  // A run that rolled itself back goes on within the limits that it had: its failed release has the
  // same run.
  private Engine.Planning rollback(PlanOptions options) {
    boolean automatic =
        services
            .store()
            .release(left.number() - 1)
            .filter(before -> before.run().equals(left.run()))
            .isPresent();
    RollbackPlanner planner =
        automatic
            ? RollbackPlanner.automatic(services, options)
            : new RollbackPlanner(services, options);
    return planner.plan(left.rollbackOf());
  }

  private Engine.Planning noted(Engine.Planning planning) {
    return planning instanceof Engine.Planning.Ready ready
            && ready.prepared() instanceof Prepared fresh
        ? new Engine.Planning.Ready(fresh.withNotes(notes(fresh)))
        : planning;
  }

  private List<Diagnostic> notes(Prepared fresh) {
    List<Diagnostic> notes = new ArrayList<>();
    notes.add(
        Diagnostic.note(
            "resumed",
            "this is what is left of release %d by %s"
                .formatted(left.number(), left.actor().display())));
    fresh.plan().notes().stream().filter(note -> !UnfinishedRun.isNote(note)).forEach(notes::add);
    return notes;
  }

  private static Diagnostic goesBeyond(List<Effect> beyond) {
    Diagnostic told =
        Diagnostic.warning(
            "beyond-approved", "this goes beyond the plan that was approved for that run");
    for (Effect effect : beyond) {
      told = told.detail(effect.verb().word() + " " + effect.address());
    }
    return told.hint("see who changed it meanwhile, or make a new plan: `deployctl plan`");
  }

  private static Diagnostic otherEnvironment() {
    return Diagnostic.error(
            "other-environment", "the environment was destroyed and made anew since")
        .hint("plan and apply again: `deployctl apply`");
  }
}
