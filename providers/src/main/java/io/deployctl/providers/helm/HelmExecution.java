package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what was planned for one release. */
final class HelmExecution {
  private static final String HISTORY = "10";
  private static final Duration OVERHEAD = Duration.ofMinutes(2);
  private static final Duration FOR_SETTLING = Duration.ofSeconds(45);
  private static final Duration FOR_EVIDENCE = Duration.ofSeconds(5);

  private final StepScope scope;
  private final HelmServices services;
  private final HelmCli cli;
  private final StoredRelease stored;
  private final ReleaseSpec spec;

  HelmExecution(StepScope scope, HelmServices services, HelmCli cli, StoredRelease stored) {
    this.scope = scope;
    this.services = services;
    this.cli = cli;
    this.stored = stored;
    this.spec = stored.spec();
  }

  /** Executes and waits. */
  StepResult run(StepPlan plan, ActGate gate) {
    boolean removal =
        stored.action() == StoredRelease.Action.UNINSTALL
            || stored.action() == StoredRelease.Action.DISSOLVE;
    boolean nothingStarts =
        removal || stored.action() == StoredRelease.Action.ADOPT || plan.effects().isEmpty();
    try {
      for (Effect effect : plan.effects()) {
        refuseStale(effect);
        gate.act(effect, () -> act(gate.run()));
      }
      List<Diagnostic> causes = nothingStarts ? List.of() : await();
      if (causes.stream().anyMatch(Diagnostic::isError)) {
        return StepResult.failed(causes, restoration());
      }
      if (scope.cancellation().isStopping() && !plan.effects().isEmpty() && !removal) {
        return StepResult.cancelled(restoration());
      }
      return StepResult.succeeded(Map.of(), removal ? Optional.empty() : restoration());
    } catch (StoppedException stopped) {
      return StepResult.cancelled(scope.previous());
    } catch (DeployctlException failed) {
      return scope.cancellation().isAborting()
          ? StepResult.cancelled(reached(plan))
          : StepResult.failed(failed.diagnostics(), reached(plan));
    } catch (ApiFailure failed) {
      return StepResult.failed(List.of(refusedByServer(failed)), scope.previous());
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception unexpected) {
      throw new IllegalStateException("execute " + spec.address(), unexpected);
    }
  }

  static Diagnostic refusedByServer(ApiFailure failure) {
    return Diagnostic.error("helm-cluster", "the cluster did not answer as needed")
        .detail(failure.reason() + ": " + failure.getMessage());
  }

  private Void act(RunId run) {
    if (stored.action() == StoredRelease.Action.DISSOLVE) {
      HelmHistory.read(cluster(), spec).forget(cluster(), spec);
      return null;
    }
    if (stored.action() == StoredRelease.Action.ADOPT) {
      HelmHistory.read(cluster(), spec).label(cluster(), spec, scope.environment());
      return null;
    }
    repair();
    Duration timeout = spec.timeout().multipliedBy(stored.hooks() + 1L).plus(OVERHEAD);
    ToolResult result = cli.acting(arguments(run), timeout);
    if (!result.succeeded()) {
      List<Diagnostic> causes =
          new ArrayList<>(new HelmMessages(spec.chart()).explain(arguments(run).get(0), result));
      causes.addAll(evidence(causes.get(0)));
      settle(run);
      throw new DeployctlException(ExitStatus.FAILED, causes);
    }
    return null;
  }

  /** Helm refuses a release of which a revision is pending, whoever left it. */
  private void repair() {
    HelmHistory history = HelmHistory.read(cluster(), spec);
    history
        .latest()
        .filter(latest -> new CutOff(scope).by(latest).isPresent())
        .ifPresent(latest -> history.fail(cluster(), spec, scope.environment()));
  }

  /**
   * A helm whose connection broke has left its revision pending; it has ended, as is seen here.
   * What broke its connection may last, and is waited out for a while.
   */
  private void settle(RunId run) {
    long deadline = System.nanoTime() + FOR_SETTLING.toNanos();
    while (!scope.cancellation().isAborting() && !isSettled(run)) {
      // The next run does it where this one can't, by what the release has of the attempt.
      if (System.nanoTime() > deadline || scope.cancellation().isStopping()) {
        return;
      }
    }
  }

  private boolean isSettled(RunId run) {
    try {
      HelmHistory history = HelmHistory.read(cluster(), spec);
      history
          .latest()
          .filter(latest -> new CutOff(scope).isLeftBy(run, latest))
          .ifPresent(latest -> history.fail(cluster(), spec, scope.environment()));
      return true;
    } catch (ApiFailure refused) {
      return !refused.isTransient();
    } catch (DeployctlException refused) {
      return refused.diagnostics().get(0).code().equals(HelmHistory.UNREADABLE);
    }
  }

  private List<String> arguments(RunId run) {
    List<String> arguments =
        new ArrayList<>(
            switch (stored.action()) {
              case ROLLBACK ->
                  List.of(
                      "rollback",
                      spec.release(),
                      Integer.toString(stored.revision()),
                      "--history-max",
                      HISTORY);
              case UNINSTALL -> List.of("uninstall", spec.release(), "--wait");
              default -> upgrade(run);
            });
    arguments.addAll(List.of("--namespace", spec.namespace()));
    arguments.addAll(List.of("--timeout", spec.timeout().toSeconds() + "s"));
    return arguments;
  }

  private List<String> upgrade(RunId run) {
    Path chart = ChartSource.unpack(stored.chart().orElseThrow(), scope.workDirectory());
    Path values = ReleaseRenderer.valuesFile(scope, stored.values());
    List<String> arguments =
        new ArrayList<>(List.of("upgrade", spec.release(), chart.toString(), "--install"));
    arguments.add("--reset-values");
    arguments.addAll(List.of("--values", values.toString(), "--history-max", HISTORY));
    arguments.addAll(
        List.of(
            "--labels",
            "%s=%s,%s=%s"
                .formatted(
                    HelmHistory.ENVIRONMENT_LABEL,
                    scope.environment().uuid(),
                    HelmHistory.RUN_LABEL,
                    run)));
    String who = scope.environment().project() + " in " + scope.environment().environment();
    arguments.addAll(List.of("--description", spec.description().orElse("deployctl: " + who)));
    if (spec.createNamespace()) {
      arguments.add("--create-namespace");
    }
    if (spec.skipCrds()) {
      arguments.add("--skip-crds");
    }
    return arguments;
  }

  /** Looks once more: the release must stand where it stood, and render what was planned. */
  private void refuseStale(Effect effect) {
    Fingerprint now = HelmHistory.read(cluster(), spec).fingerprint();
    if (effect.precondition().filter(found -> !found.equals(now)).isPresent()) {
      throw stale(
          "%s was at revision %s when it was planned, and is at %s now"
              .formatted(
                  spec.address(),
                  effect.precondition().get().parts().get("revision"),
                  now.parts().get("revision")),
          "plan again: somebody else changed it since");
    }
    if (stored.action() == StoredRelease.Action.UPGRADE) {
      Path chart = ChartSource.unpack(stored.chart().orElseThrow(), scope.workDirectory());
      Manifest rendered =
          new ReleaseRenderer(scope, cli, cluster(), spec, chart).render(stored.values());
      if (!rendered.digest(stored.unstable()).value().equals(stored.digest())) {
        throw stale(
            "the chart renders something else for %s than what was planned"
                .formatted(spec.address()),
            "plan again: what it looks up in the cluster has changed since");
      }
    }
  }

  private static DeployctlException stale(String summary, String hint) {
    return DeployctlException.failed(Diagnostic.error("helm-stale", summary).hint(hint));
  }

  private List<Diagnostic> await() {
    if (!spec.await()) {
      return List.of();
    }
    Optional<HelmRevision> latest = HelmHistory.read(cluster(), spec).latest();
    List<ResourceId> objects =
        latest.stream()
            .flatMap(
                revision -> revision.manifest(cluster(), spec.namespace()).withoutHooks().stream())
            .map(HelmObject::id)
            .toList();
    return services
        .waiter()
        .get()
        .await(objects, spec.timeout(), scope.progress(), scope.cancellation());
  }

  /** Returns what the hook that failed has to say for itself, while it is still there. */
  private List<Diagnostic> evidence(Diagnostic failure) {
    if (!failure.code().equals(HelmMessages.HOOK_FAILED)) {
      return List.of();
    }
    String said = String.join(" ", failure.details());
    try {
      Optional<HelmRevision> latest = HelmHistory.read(cluster(), spec).latest();
      List<ResourceId> jobs =
          latest.stream()
              .flatMap(revision -> revision.manifest(cluster(), spec.namespace()).all().stream())
              .filter(object -> !object.hook().isEmpty() && said.contains(object.id().name()))
              .map(HelmObject::id)
              .toList();
      return jobs.isEmpty()
          ? List.of()
          : services
              .waiter()
              .get()
              .await(jobs, FOR_EVIDENCE, scope.progress(), scope.cancellation());
    } catch (DeployctlException | ApiFailure unseen) {
      return List.of();
    }
  }

  /**
   * Returns what is noted of a release whose Helm failed. One that failed before it made a revision
   * has reached nothing: noted with what was planned, the old revision would pass for it.
   */
  private Optional<Restoration> reached(StepPlan plan) {
    try {
      HelmHistory history = HelmHistory.read(cluster(), spec);
      String now = revision(history.fingerprint());
      boolean asFound =
          plan.effects().stream()
              .flatMap(effect -> effect.precondition().stream())
              .anyMatch(found -> revision(found).equals(now));
      return asFound ? scope.previous() : Optional.of(restoration(history));
    } catch (DeployctlException | ApiFailure unseen) {
      return scope.previous();
    }
  }

  private static String revision(Fingerprint fingerprint) {
    return fingerprint.parts().getOrDefault("revision", "none");
  }

  private Optional<Restoration> restoration() {
    try {
      return Optional.of(restoration(HelmHistory.read(cluster(), spec)));
    } catch (DeployctlException | ApiFailure unseen) {
      return scope.previous();
    }
  }

  private Restoration restoration(HelmHistory history) {
    Map<String, Content> payload = stored.at(history.latest()).payload();
    return new Restoration(
        HelmProvider.NAME, StoredRelease.VERSION, new java.util.TreeMap<>(payload));
  }

  private Cluster cluster() {
    return services.clusters().get();
  }
}
