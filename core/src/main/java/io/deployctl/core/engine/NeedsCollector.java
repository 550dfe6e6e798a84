package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.Resolved;
import io.deployctl.core.config.StageSpec;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Need;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the store and every step of a project what the account has to be allowed to do. */
final class NeedsCollector {
  private final EngineServices services;
  private final Deployment deployment;
  private final List<Need> permissions = new ArrayList<>();
  private final List<Diagnostic> notes = new ArrayList<>();
  private final Diagnostics problems = new Diagnostics();
  private final Map<StepOutputRef, Value> outputs = new HashMap<>();

  NeedsCollector(EngineServices services, Deployment deployment) {
    this.services = services;
    this.deployment = deployment;
  }

  /**
   * Returns what was found.
   *
   * @throws DeployctlException with everything that is wrong with the project
   */
  Needs collect() {
    Snapshot snapshot = snapshot();
    permissions.addAll(services.store().needs());
    Sessions sessions = Sessions.of(services, snapshot, deployment, PlanOptions.DEFAULT);
    for (StageSpec stage : deployment.stages()) {
      for (StepSpec step : Selection.ordered(stage)) {
        StepKinds.find(services.providers(), step.provider())
            .ifPresent(provider -> ask(sessions, snapshot, step, provider));
      }
    }
    left(sessions, List.copyOf(snapshot.inventory().entries().values()));
    problems.throwIfErrors();
    return new Needs(permissions, notes);
  }

  /** Who asks this may not be allowed to read the state yet, or there is no cluster to ask. */
  private Snapshot snapshot() {
    try {
      return Snapshot.read(services);
    } catch (DeployctlException unread) {
      Diagnostic note =
          Diagnostic.note(
              "state-unread",
              "the environment's state can't be read, so what only earlier releases have is not"
                  + " covered");
      notes.add(note.detail(unread.diagnostics().get(0).summary()));
      return Snapshot.none(services);
    }
  }

  private void ask(Sessions sessions, Snapshot snapshot, StepSpec spec, Provider provider) {
    Optional<StepRecord> current = snapshot.current(spec.name(), spec.was());
    current.ifPresent(record -> outputs.putAll(OutputLeaves.known(spec.name(), record)));
    collect(
        () -> {
          Resolved resolved = deployment.resolve(spec, outputs);
          return sessions.openForDeploy(
              spec.name(),
              provider,
              resolved.settings(),
              resolved.values(),
              current,
              Set.of(),
              false);
        },
        session -> session.needs(new Request.Deploy()));
  }

  /** What the environment owns can leave the project any time, and is deleted then. */
  private void left(Sessions sessions, List<InventoryEntry> entries) {
    Optional<Provider> pruner = StepKinds.find(services.providers(), StepKinds.MANIFESTS);
    if (pruner.isEmpty() || entries.isEmpty()) {
      return;
    }
    collect(
        () -> sessions.open(new StepId("prune"), pruner.get(), Optional.empty(), Set.of()),
        session -> session.needs(new Request.Prune(entries)));
  }

  private void collect(Supplier<OpenSession> open, Function<OpenSession, Needs> question) {
    try (OpenSession session = open.get()) {
      Needs needs = question.apply(session);
      permissions.addAll(needs.permissions());
      needs.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    } catch (DeployctlException wrong) {
      wrong.diagnostics().stream()
          .filter(one -> !problems.list().contains(one))
          .forEach(problems::add);
    }
  }
}
