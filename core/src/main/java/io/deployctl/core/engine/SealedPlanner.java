package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.SealedDecision;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a sealed plan ready to run: plans the same once more, and takes the sealed one only if
 * nothing differs. So nothing is touched before all of it holds, and what is run is what was
 * reviewed.
 */
final class SealedPlanner {
  private static final String AGAIN = "plan again with `deployctl plan --out FILE`";

  private final EngineServices services;
  private final SealedPlan sealed;
  private final Deployment deployment;
  private final boolean copied;

  SealedPlanner(EngineServices services, SealedPlan sealed, Deployment deployment, boolean copied) {
    this.services = services;
    this.sealed = sealed;
    this.deployment = deployment;
    this.copied = copied;
  }

  Engine.Planning plan() {
    PlanFileHead head = sealed.head();
    if (services.clock().instant().isAfter(head.expiresAt())) {
      return stale(List.of(expired(head)));
    }
    List<Diagnostic> overtaken = overtaken(head);
    if (!overtaken.isEmpty()) {
      return stale(overtaken);
    }
    // What the sealed plan was allowed to do was decided when it was made.
    PlanOptions options =
        new PlanOptions(head.only(), head.releaseHold(), false, true).deciding(decisions(head));
    Engine.Planning planning =
        new DeployPlanner(services, deployment, options, new Request.Deploy(copied)).plan();
    if (planning instanceof Engine.Planning.Refused refused) {
      List<Diagnostic> reasons = new ArrayList<>();
      reasons.add(
          Diagnostic.error("stale-plan", "what the plan holds can't be planned any more")
              .hint(AGAIN));
      reasons.addAll(refused.diagnostics());
      return stale(reasons);
    }
    Prepared fresh = (Prepared) ((Engine.Planning.Ready) planning).prepared();
    List<Diagnostic> moved = Moved.between(sealed, fresh);
    if (!moved.isEmpty()) {
      fresh.close();
      return stale(moved);
    }
    return new Engine.Planning.Ready(withSealedPlans(fresh));
  }

  private static Map<StepId, Decision> decisions(PlanFileHead head) {
    return head.decisions().stream()
        .collect(Collectors.toMap(SealedDecision::step, SealedDecision::decision));
  }

  /** Nobody has looked at what was begun after the plan was made. */
  private List<Diagnostic> overtaken(PlanFileHead head) {
    if (head.decisions().isEmpty()) {
      return List.of();
    }
    List<StepRecord> steps = Snapshot.read(services).currentSteps();
    return head.decisions().stream()
        .filter(decision -> steps.stream().noneMatch(decision::isOn))
        .map(SealedPlanner::overtaken)
        .toList();
  }

  private static Diagnostic overtaken(SealedDecision decision) {
    return Diagnostic.error(
            "stale-plan",
            "step `%s` is not in doubt any more as it was when the plan was made"
                .formatted(decision.step()))
        .detail(
            "the plan says `%s` of what run %s began at %s"
                .formatted(decision.decision().option(), decision.run(), decision.at()))
        .hint(AGAIN);
  }

  private Prepared withSealedPlans(Prepared fresh) {
    Map<StepId, StepPlan> plans = new HashMap<>();
    sealed.steps().forEach(step -> plans.put(step.plan().step(), step.plan()));
    return fresh.with(fresh.steps().stream().map(step -> step.with(plans.get(step.id()))).toList());
  }

  private static Engine.Planning stale(List<Diagnostic> reasons) {
    return new Engine.Planning.Refused(ExitStatus.STALE, reasons);
  }

  private static Diagnostic expired(PlanFileHead head) {
    return Diagnostic.error("plan-expired", "the plan has expired")
        .detail("made at " + head.createdAt() + " by " + head.madeBy())
        .detail("valid until " + head.expiresAt())
        .hint(AGAIN);
  }
}
