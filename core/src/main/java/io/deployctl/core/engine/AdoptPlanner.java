package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.Resolved;
import io.deployctl.core.config.StageSpec;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans to take over what a project describes and the target has already. */
final class AdoptPlanner {
  private final EngineServices services;
  private final Deployment deployment;
  private final AdoptionRules rules;
  private final PlanOptions options;
  private final PlanDraft draft = new PlanDraft();

  AdoptPlanner(
      EngineServices services, Deployment deployment, AdoptionRules rules, PlanOptions options) {
    this.services = services;
    this.deployment = deployment;
    this.rules = rules;
    this.options = options;
  }

  Engine.Planning plan() {
    Snapshot snapshot = Snapshot.read(services);
    List<StepId> names =
        deployment.stages().stream()
            .flatMap(stage -> stage.steps().stream())
            .map(StepSpec::name)
            .toList();
    Set<StepId> selected = Selection.of(deployment.stages(), options.only());
    Sessions sessions = Sessions.of(services, snapshot, deployment, options);
    try {
      deployment.notes().forEach(draft::addNote);
      UnfinishedRun.note(services, snapshot).ifPresent(draft::addNote);
      planSteps(snapshot, sessions, selected);
      keepGoneSteps(snapshot, names);
      new AdoptedObjects(rules, draft).requireFound();
      if (rules.helmRelease().isPresent() && !draft.hasProblems()) {
        dissolve(snapshot, sessions);
      }
      Digest config = deployment.digest(snapshot.tagger());
      PlanHead head = PlanHead.adopting(deployment, config, snapshot.tagger(), services.git());
      return new PlanAssembly(services, snapshot, head, sessions).finish(draft, options);
    } catch (RuntimeException | Error failed) {
      draft.close();
      throw failed;
    }
  }

  private void planSteps(Snapshot snapshot, Sessions sessions, Set<StepId> selected) {
    DeployStepPlanner others =
        new DeployStepPlanner(
            services, deployment, snapshot, sessions, draft, new Request.Deploy());
    for (StageSpec stage : deployment.stages()) {
      for (StepSpec step : Selection.ordered(stage)) {
        Optional<Provider> provider = StepKinds.find(services.providers(), step.provider());
        if (selected.contains(step.name())
            && StepKinds.isAdopting(step.provider())
            && provider.isPresent()) {
          plan(stage.name(), step, provider.get(), snapshot, sessions);
        } else {
          others.carry(stage.name(), step);
        }
      }
    }
  }

  private void plan(
      String stage, StepSpec spec, Provider provider, Snapshot snapshot, Sessions sessions) {
    try {
      Resolved resolved = deployment.resolve(spec, draft.outputs());
      Optional<StepRecord> current = snapshot.current(spec.name(), spec.was());
      OpenSession session =
          sessions.openForDeploy(
              spec.name(),
              provider,
              resolved.settings(),
              resolved.values(),
              current,
              draft.claims(),
              true);
      Request request = new Request.Adopt(rules);
      draft
          .planned(session, spec.name(), request)
          .ifPresent(ready -> add(stage, spec, current, request, session, ready));
    } catch (DeployctlException refused) {
      draft.refuse(spec.name(), refused.status(), refused.diagnostics());
    }
  }

  /** A step of which nothing is taken over is only shown: its record stays what it is. */
  private void add(
      String stage,
      StepSpec spec,
      Optional<StepRecord> current,
      Request request,
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
            ready.notes(),
            ready.verdicts());
    boolean taking = ready.plan().acts();
    boolean recorded = taking || current.isPresent();
    draft.add(
        new PreparedStep(
            step,
            stage,
            recorded ? PreparedStep.Purpose.KEEP : PreparedStep.Purpose.PASSING,
            false,
            request,
            Optional.empty(),
            taking ? Optional.empty() : current,
            session));
    if (taking) {
      draft.addRecord(StepRecords.pending(step, stage, current));
    } else {
      current.ifPresent(record -> draft.addRecord(StepRecords.carried(record, spec, stage)));
    }
  }

  private void keepGoneSteps(Snapshot snapshot, List<StepId> names) {
    Set<StepId> recorded = new HashSet<>(names);
    draft.records().forEach(record -> recorded.add(record.step()));
    snapshot.currentSteps().stream()
        .filter(record -> !recorded.contains(record.step()))
        .forEach(record -> draft.addRecord(StepRecords.carried(record)));
  }

  /** The last stage: the tool that had the objects forgets them. */
  private void dissolve(Snapshot snapshot, Sessions sessions) {
    Optional<Provider> helm = StepKinds.find(services.providers(), StepKinds.HELM);
    if (helm.isEmpty()) {
      return;
    }
    StepId step = new StepId(draft.freeName("leave-helm"));
    OpenSession session = sessions.open(step, helm.get(), Optional.empty(), draft.claims());
    Set<ResourceId> covered = new HashSet<>(draft.claims());
    covered.addAll(snapshot.inventory().entries().keySet());
    Request request = new Request.Dissolve(rules, covered);
    draft
        .planned(session, step, request)
        .ifPresent(
            ready -> {
              PlannedStep planned =
                  new PlannedStep(
                      step,
                      Optional.empty(),
                      Set.of(),
                      "",
                      false,
                      ready.plan(),
                      ready.notes(),
                      ready.verdicts());
              draft.add(
                  new PreparedStep(
                      planned,
                      step.name(),
                      PreparedStep.Purpose.PASSING,
                      false,
                      request,
                      Optional.empty(),
                      Optional.empty(),
                      session));
            });
  }
}
