package io.deployctl.core.engine;

import io.deployctl.core.config.Resolved;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans a step for good once what it waited for is known, and has the rest approved. */
final class Replanner {
  private final RunContext context;
  private final Prepared prepared;
  private final Claims claims;
  private final Object oneQuestionAtATime = new Object();

  Replanner(RunContext context, Prepared prepared, Claims claims) {
    this.context = context;
    this.prepared = prepared;
    this.claims = claims;
  }

  /**
   * Returns the step with its final plan, in a session that the caller closes.
   *
   * @throws DeployctlException with the reason why the step can't be executed
   */
  PreparedStep replan(PreparedStep step, Map<StepOutputRef, Value> outputs) {
    OpenSession session = step.spec().isPresent() ? reopen(step, outputs) : step.session();
    try {
      Planned.Ready ready = plan(step, session);
      PlannedStep planned =
          new PlannedStep(
              step.id(),
              step.planned().was(),
              step.planned().needs(),
              ready.identity(),
              step.planned().stateless(),
              ready.plan(),
              ready.notes());
      claims.claim(step.id(), ready.plan().claims());
      new RightsCheck(context.services()).require(ready.plan(), prepared.plan().mode());
      approve(planned, Announced.beyond(step.plan(), ready.plan()));
      context.tell(new RunEvent.StepReplanned(context.now(), step.id(), ready.plan()));
      return step.again(planned, session);
    } catch (RuntimeException | Error failed) {
      session.close();
      throw failed;
    }
  }

  private Planned.Ready plan(PreparedStep step, OpenSession session) {
    Planned planned = session.plan(step.request());
    if (planned instanceof Planned.Refused refused) {
      throw new DeployctlException(ExitStatus.FAILED, refused.diagnostics());
    }
    Planned.Ready ready = (Planned.Ready) planned;
    if (ready.plan().isPlannedAgain()) {
      throw DeployctlException.failed(stillWaiting(step, ready));
    }
    return ready;
  }

  private OpenSession reopen(PreparedStep step, Map<StepOutputRef, Value> outputs) {
    step.session().close();
    Resolved resolved =
        prepared.deployment().orElseThrow().resolve(step.spec().orElseThrow(), outputs);
    Provider provider =
        StepKinds.find(context.services().providers(), step.plan().provider()).orElseThrow();
    Optional<StepRecord> current = prepared.snapshot().current(step.id(), step.planned().was());
    return prepared
        .sessions()
        .openForDeploy(
            step.id(),
            provider,
            resolved.settings(),
            resolved.values(),
            current,
            claims.ofOthers(step.id()),
            false);
  }

  private void approve(PlannedStep planned, List<Effect> beyond) {
    if (beyond.isEmpty()) {
      return;
    }
    Approver.Approval approval;
    synchronized (oneQuestionAtATime) {
      approval = context.approver().approveMore(planned, beyond);
    }
    if (approval != Approver.Approval.APPROVED) {
      throw DeployctlException.failed(beyondAnnounced(planned, beyond, approval));
    }
  }

  private static Diagnostic beyondAnnounced(
      PlannedStep planned, List<Effect> beyond, Approver.Approval approval) {
    boolean nobody = approval == Approver.Approval.NOBODY_TO_ASK;
    Diagnostic refusal =
        Diagnostic.error(
            "beyond-announced",
            "step `"
                + planned.step()
                + "` would do more than the plan announced, and "
                + (nobody ? "there is nobody to ask" : "that was declined"));
    for (Effect effect : beyond) {
      refusal = refusal.detail(effect.verb().word() + " " + effect.address());
    }
    return refusal.hint("plan and apply again: what the step waited for is known now");
  }

  private static Diagnostic stillWaiting(PreparedStep step, Planned.Ready ready) {
    Diagnostic waiting =
        Diagnostic.error(
            "still-waiting", "step `" + step.id() + "` still can't be planned now that it is due");
    if (ready.plan().deferred().isPresent()) {
      waiting = waiting.detail(ready.plan().deferred().get());
    }
    Set<String> refs =
        ready.plan().waitsOn().stream().map(StepOutputRef::toString).collect(Collectors.toSet());
    for (String ref : new java.util.TreeSet<>(refs)) {
      waiting = waiting.detail("waits on `" + ref + "`");
    }
    return waiting.hint("see that an earlier stage makes what the step waits for");
  }
}
