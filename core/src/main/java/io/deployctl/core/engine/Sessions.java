package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions for one planning: each gets its own temporary directory. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final EngineServices services;
  private final Snapshot snapshot;
  private final String namespace;
  private final Optional<Path> projectDirectory;
  private final Doubts doubts;
  private final WorkDirectories work;

  /**
   * Makes one.
   *
   * @param namespace where objects go that name no namespace
   * @param projectDirectory the checkout, if there is one
   * @param options how to plan
   */
  Sessions(
      EngineServices services,
      Snapshot snapshot,
      String namespace,
      Optional<Path> projectDirectory,
      PlanOptions options) {
    this.services = services;
    this.snapshot = snapshot;
    this.namespace = namespace;
    this.projectDirectory = projectDirectory;
    this.doubts = new Doubts(services, options.decisions());
    doubts.requireMeant(snapshot.currentSteps());
    this.work = new WorkDirectories(services.workRoot());
  }

  /** Makes one for the project as it is. */
  static Sessions of(
      EngineServices services, Snapshot snapshot, Deployment deployment, PlanOptions options) {
    return new Sessions(
        services,
        snapshot,
        deployment.target().namespace(),
        Optional.of(deployment.directory()),
        options);
  }

  /**
   * Opens a session for a step of the project.
   *
   * @param kindsMayCome whether a step before it may still bring kinds
   */
  OpenSession openForDeploy(
      StepId step,
      Provider provider,
      Settings settings,
      Value.Mapping values,
      Optional<StepRecord> current,
      Set<ResourceId> claimedByOthers,
      boolean kindsMayCome) {
    return open(step, provider, settings, values, current, claimedByOthers, kindsMayCome);
  }

  /** Opens a session for a request that needs no project. */
  OpenSession open(
      StepId step,
      Provider provider,
      Optional<StepRecord> current,
      Set<ResourceId> claimedByOthers) {
    Settings none = new Settings(Value.Mapping.EMPTY);
    return open(step, provider, none, Value.Mapping.EMPTY, current, claimedByOthers, false);
  }

  /**
   * Returns a step's restoration with its content.
   *
   * @throws DeployctlException when content is gone or was changed
   */
  Optional<Restoration> restoration(StepRecord record) {
    if (record.restoration().isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, Content> payload = new TreeMap<>();
    for (Map.Entry<String, ContentRef> entry : record.restoration().get().entrySet()) {
      payload.put(entry.getKey(), services.store().get(entry.getValue()));
    }
    return Optional.of(new Restoration(record.provider(), record.restorationVersion(), payload));
  }

  private OpenSession open(
      StepId step,
      Provider provider,
      Settings settings,
      Value.Mapping values,
      Optional<StepRecord> current,
      Set<ResourceId> claimedByOthers,
      boolean kindsMayCome) {
    Path directory = work.make(step.name());
    StepScope scope =
        new StepScope(
            step,
            snapshot.identity(),
            namespace,
            settings,
            values,
            current.flatMap(this::previous),
            current.map(StepRecord::identity).filter(identity -> !identity.isEmpty()),
            current.flatMap(doubts::of),
            snapshot.inventory(),
            claimedByOthers,
            kindsMayCome,
            projectDirectory.orElse(directory),
            directory,
            snapshot.tagger(),
            services.redactor(),
            progress(step),
            services.cancellation());
    return openSafely(step, provider, scope, directory);
  }

  private OpenSession openSafely(StepId step, Provider provider, StepScope scope, Path directory) {
    try {
      Session session = provider.open(scope);
      return new OpenSession(step.name(), session, directory, services.redactor());
    } catch (RuntimeException | Error thrown) {
      WorkDirectories.delete(directory);
      throw DeployctlException.failed(
          Failures.tell("opening step `" + step + "`", thrown, services.redactor()).get(0));
    }
  }

  // What an earlier run left is a help for planning, never a condition of it: a release whose
  // content was damaged must not stand in the way of the release that mends it.
  private Optional<Restoration> previous(StepRecord record) {
    try {
      return restoration(record);
    } catch (DeployctlException damaged) {
      LOG.warn("step {}: {}", record.step(), damaged.getMessage());
      return Optional.empty();
    }
  }

  private Progress progress(StepId step) {
    return line ->
        services
            .events()
            .accept(
                new RunEvent.StepProgress(
                    services.clock().instant(), step, services.redactor().redact(line)));
  }
}
