package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.Resolved;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the steps of a project one by one, each with the outputs that are certain by then. */
final class DeployStepPlanner {
  private final EngineServices services;
  private final Deployment deployment;
  private final Snapshot snapshot;
  private final Sessions sessions;
  private final PlanDraft draft;
  private final Request request;

  DeployStepPlanner(
      EngineServices services,
      Deployment deployment,
      Snapshot snapshot,
      Sessions sessions,
      PlanDraft draft,
      Request request) {
    this.services = services;
    this.deployment = deployment;
    this.snapshot = snapshot;
    this.sessions = sessions;
    this.draft = draft;
    this.request = request;
  }

  /** Plans a step; steps that it depends on have been planned. */
  void plan(String stage, StepSpec spec) {
    Optional<Provider> provider = StepKinds.find(services.providers(), spec.provider());
    if (provider.isEmpty()) {
      draft.addProblem(
          Diagnostic.error("unknown-provider", "there is no provider `" + spec.provider() + "`")
              .at(spec.position()));
      draft.leaveOut(spec.name());
      return;
    }
    try {
      Resolved resolved = deployment.resolve(spec, draft.outputs());
      if (dependsOnRefused(spec, resolved.settings().mapping())) {
        draft.leaveOut(spec.name());
        return;
      }
      plan(stage, spec, provider.get(), resolved);
    } catch (DeployctlException refused) {
      draft.refuse(spec.name(), refused.status(), refused.diagnostics());
    }
  }

  /** Carries a step that was not asked for as the newest release has it. */
  void carry(String stage, StepSpec spec) {
    Optional<StepRecord> current = snapshot.current(spec.name(), spec.was());
    if (current.isPresent()) {
      draft.addRecord(StepRecords.carried(current.get(), spec, stage));
      OutputLeaves.known(spec.name(), current.get()).forEach(draft::addOutput);
    }
  }

  /** Checks that every output that a step waits on will be made in this run. */
  void checkWaits(Set<StepId> selected) {
    for (PreparedStep step : draft.steps()) {
      step.plan().waitsOn().stream().sorted().forEach(ref -> checkWait(step.id(), ref, selected));
    }
  }

  private void plan(String stage, StepSpec spec, Provider provider, Resolved resolved) {
    Optional<StepRecord> current = snapshot.current(spec.name(), spec.was());
    OpenSession session =
        sessions.openForDeploy(
            spec.name(),
            provider,
            resolved.settings(),
            resolved.values(),
            current,
            draft.claims(),
            draft.mayBringKinds());
    draft
        .planned(session, spec.name(), request)
        .ifPresent(ready -> add(stage, spec, provider, current, session, ready));
  }

  private void add(
      String stage,
      StepSpec spec,
      Provider provider,
      Optional<StepRecord> current,
      OpenSession session,
      Planned.Ready ready) {
    PlannedStep step =
        new PlannedStep(
            spec.name(),
            spec.was(),
            spec.needs(),
            ready.identity(),
            spec.stateless(),
            ready.plan(),
            ready.notes());
    draft.add(
        new PreparedStep(
            step,
            stage,
            PreparedStep.Purpose.KEEP,
            provider.descriptor().check(),
            request,
            Optional.of(spec),
            current.filter(record -> isSettled(record, ready.plan())),
            session));
    draft.addRecord(StepRecords.pending(step, stage, current));
    ready
        .knownOutputs()
        .forEach((name, value) -> draft.addOutput(new StepOutputRef(spec.name(), name), value));
  }

  private static boolean isSettled(StepRecord record, StepPlan plan) {
    return record.outcome().isGood()
        && record.restoration().isPresent()
        && record.inputs().equals(plan.inputs());
  }

  private boolean dependsOnRefused(StepSpec spec, Value settings) {
    return spec.needs().stream().anyMatch(draft::isRefused) || waitsOnRefused(settings);
  }

  private boolean waitsOnRefused(Value value) {
    if (value instanceof Value.Unknown unknown) {
      return unknown.waitsOn().stream().anyMatch(ref -> draft.isRefused(ref.step()));
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().anyMatch(this::waitsOnRefused);
    }
    return value instanceof Value.Mapping mapping
        && mapping.entries().values().stream().anyMatch(this::waitsOnRefused);
  }

  private void checkWait(StepId step, StepOutputRef ref, Set<StepId> selected) {
    if (!selected.contains(ref.step())) {
      draft.addProblem(notInThisRun(step, ref));
      return;
    }
    Optional<PreparedStep> maker = draft.step(ref.step());
    if (maker.isEmpty() || maker.get().plan().isPlannedAgain()) {
      return;
    }
    Collection<String> made = maker.get().plan().outputs().keySet();
    if (!made.contains(ref.output())) {
      draft.addProblem(unknownOutput(step, ref, List.copyOf(made)));
    }
  }

  private static Diagnostic notInThisRun(StepId step, StepOutputRef ref) {
    return Diagnostic.error(
            "output-not-in-run",
            "step `"
                + step
                + "` waits on `"
                + ref
                + "`, but step `"
                + ref.step()
                + "` is not part of this run")
        .hint("add `--target " + ref.step() + "`");
  }

  private static Diagnostic unknownOutput(StepId step, StepOutputRef ref, List<String> made) {
    return Diagnostic.error(
            "unknown-output",
            "step `" + step + "` waits on `" + ref + "`, which that step does not make")
        .hint(
            Suggestion.nearest(ref.output(), made)
                .map(name -> "did you mean `" + name + "`?")
                .orElse(
                    made.isEmpty()
                        ? "step `" + ref.step() + "` has no outputs"
                        : "its outputs are: " + String.join(", ", made)));
  }
}
