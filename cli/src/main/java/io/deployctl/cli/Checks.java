package io.deployctl.cli;

import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.providers.health.HealthInspector;
import io.deployctl.providers.health.HealthProvider;
import io.deployctl.providers.kubernetes.readiness.Observation;
import io.deployctl.providers.kubernetes.readiness.Verdict;
import io.deployctl.providers.smoke.SmokeCheck;
import io.deployctl.providers.smoke.SmokeProvider;
import io.deployctl.providers.smoke.SmokeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Checks what a release left in the target, from the release alone. */
final class Checks {
  private final Parts parts;
  private final EnvironmentStore store;

  Checks(Parts parts, EnvironmentStore store) {
    this.parts = parts;
    this.store = store;
  }

  /** Looks once at everything that the environment owns. */
  HealthReport health(Release release, Inventory inventory) {
    List<Restoration> steps =
        of(HealthProvider.NAME, release).stream()
            .map(this::restoration)
            .flatMap(Optional::stream)
            .toList();
    List<Observation> observations =
        new HealthInspector(parts.clusters().get(), parts.redactor())
            .inspect(release.namespace(), inventory.entries().keySet(), steps);
    return new HealthReport(observations.stream().map(Checks::item).toList());
  }

  /** Runs every smoke scenario of the release. */
  List<SmokeOutcome> smoke(Release release, Consumer<String> progress) {
    List<SmokeOutcome> outcomes = new ArrayList<>();
    for (StepRecord step : of(SmokeProvider.NAME, release)) {
      Optional<Restoration> restoration = restoration(step);
      if (restoration.isPresent()) {
        outcomes.add(smoke(step, restoration.get(), progress));
      }
    }
    return outcomes;
  }

  private SmokeOutcome smoke(StepRecord step, Restoration scenario, Consumer<String> progress) {
    try {
      SmokeReport report =
          SmokeCheck.run(
              scenario, parts.clusters(), parts.redactor(), progress::accept, parts.cancellation());
      return new SmokeOutcome(
          step.step().name(),
          report.scenario(),
          report.steps().stream().map(Checks::request).toList(),
          report.notTried());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED, Diagnostic.error("interrupted", "the smoke check was stopped"));
    }
  }

  private static List<StepRecord> of(String provider, Release release) {
    return release.steps().stream().filter(step -> step.provider().equals(provider)).toList();
  }

  private Optional<Restoration> restoration(StepRecord step) {
    return step.restoration()
        .map(
            references -> {
              SortedMap<String, Content> payload = new TreeMap<>();
              references.forEach((name, reference) -> payload.put(name, store.get(reference)));
              return new Restoration(step.provider(), step.restorationVersion(), payload);
            });
  }

  private static HealthReport.Item item(Observation observation) {
    Verdict verdict = observation.verdict();
    String address = observation.expectation().describe();
    return new HealthReport.Item(
        address,
        verdict.state().name().toLowerCase(Locale.ROOT),
        verdict.summary(),
        verdict.isReady() ? Optional.empty() : verdict.cause().map(cause -> cause.about(address)));
  }

  private static SmokeOutcome.RequestOutcome request(SmokeReport.StepReport step) {
    return new SmokeOutcome.RequestOutcome(step.name(), step.tries(), step.took(), step.failure());
  }
}
