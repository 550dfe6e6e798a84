package io.deployctl.cli;

import io.deployctl.cli.command.Checkout;
import io.deployctl.cli.command.OpenedPlan;
import io.deployctl.cli.command.Workspace;
import io.deployctl.core.config.ConfigLoader;
import io.deployctl.core.config.LoadRequest;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.ProjectFinder;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.plan.Content;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.providers.kubernetes.client.LazyClusters;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a plan file where its environment is. The project is read from the checkout that is here,
 * if its files are those that were planned from; else from the copy in the file.
 */
final class PlanFileOpening {
  private final PlanFile file;
  private final Place place;
  private final Parts offline;
  private final LazyClusters clusters;
  private final Function<Path, LoadRequest> requests;
  private final Optional<Workspace> emergency;

  /**
   * Makes one.
   *
   * @param place where the file says that its environment is
   * @param clusters what the environment's cluster comes from
   * @param requests makes the request to load the project in a directory
   * @param emergency the environment with a record in the place of its state, in an emergency
   */
  PlanFileOpening(
      PlanFile file,
      Place place,
      Parts offline,
      LazyClusters clusters,
      Function<Path, LoadRequest> requests,
      Optional<Workspace> emergency) {
    this.file = file;
    this.place = place;
    this.offline = offline;
    this.clusters = clusters;
    this.requests = requests;
    this.emergency = emergency;
  }

  /**
   * Opens the plan.
   *
   * @param directory where a checkout may be
   * @param use which checkouts may be used
   */
  OpenedPlan open(Path directory, Checkout.Use use, EventSink events) {
    Optional<Path> checkout = checkout(directory);
    checkout.ifPresent(this::requireSameProject);
    SealedPlan plan = file.open(key());
    Optional<Checkout> found =
        checkout.map(path -> ProjectArchive.compare(path, place.stateDirectory(), plan.source()));
    Optional<Path> here = checkout.filter(path -> found.orElseThrow().serves(use));
    WorkRoot copy = new WorkRoot(offline.invocation().environment());
    try {
      LoadedProject project = load(here.orElseGet(() -> unpacked(plan.source(), copy)), plan);
      Parts parts = offline.with(project::requires, clusters, place.needsCluster());
      ProjectReading reading =
          new ProjectReading(Optional.of(plan::recipe), () -> plan.head().git());
      OpenWorkspace own = new OpenWorkspace(parts, place.with(project), clusters, events, reading);
      return new OpenedPlan(
          emergency.map(EmergencyOpening.Opened::of).map(own::with).orElse(own),
          plan,
          found,
          here.isEmpty(),
          copy::close);
    } catch (RuntimeException | Error failed) {
      copy.close();
      throw failed;
    }
  }

  private LoadedProject load(Path directory, SealedPlan plan) {
    return ConfigLoader.open(
        requests
            .apply(directory)
            .forEnvironment(place.environment())
            .with(plan.recipe().variables(), plan.recipe().sets(), plan.recipe().allowOverrides())
            .withSecrets(plan.recipe().secretReader()));
  }

  private EnvironmentKey key() {
    if (emergency.isPresent()) {
      return emergency.get().store().key();
    }
    Parts parts = offline.with(Map::of, clusters, place.needsCluster());
    try (EnvironmentStore store = OpenWorkspace.store(place, parts)) {
      if (store.read().isEmpty()) {
        throw gone(file.head());
      }
      return store.key();
    }
  }

  private static Path unpacked(Content source, WorkRoot copy) {
    Path directory = copy.directory().resolve("project");
    ProjectArchive.unpack(source, directory);
    return directory;
  }

  private static Optional<Path> checkout(Path directory) {
    try {
      return Optional.of(ProjectFinder.find(directory));
    } catch (DeployctlException none) {
      return Optional.empty();
    }
  }

  private void requireSameProject(Path checkout) {
    String name;
    try {
      name = ConfigLoader.name(requests.apply(checkout));
    } catch (DeployctlException broken) {
      // What is wrong with a project that the plan does not need is not this command's business.
      return;
    }
    if (!name.equals(file.head().project())) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "plan-of-other-project",
                  "the plan is of project `%s`, and this is project `%s`"
                      .formatted(file.head().project(), name))
              .hint("go to where the plan was made, or to a directory without a project"));
    }
  }

  private static DeployctlException gone(PlanFileHead head) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "other-environment",
                "the environment `%s` of project `%s` is not there"
                    .formatted(head.environment(), head.project()))
            .detail("the plan was made for environment " + head.environmentUuid())
            .hint("it was destroyed, or this is another cluster: plan again"));
  }
}
