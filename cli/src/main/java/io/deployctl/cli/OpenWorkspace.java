package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.command.Workspace;
import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.PreviousInputs;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.EngineServices;
import io.deployctl.core.engine.Engines;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.SealOptions;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.journal.JournalDirectory;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Target;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.release.Release;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Rights;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.LazyClusters;
import io.deployctl.providers.kubernetes.rights.ClusterNeeds;
import io.deployctl.providers.kubernetes.rights.ClusterRights;
import io.deployctl.providers.kubernetes.store.KubernetesEnvironmentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One environment with everything that works on it. */
final class OpenWorkspace implements Workspace {
  private final Parts parts;
  private final Place place;
  private final LazyClusters clusters;
  private final EventSink events;
  private final ProjectReading reading;
  private final EnvironmentStore store;
  private final WorkRoot work;

  /**
   * Makes one.
   *
   * @param clusters what the parts' cluster comes from; closed with this
   * @param events takes what happens in runs
   * @param reading how the project's files were read
   */
  OpenWorkspace(
      Parts parts, Place place, LazyClusters clusters, EventSink events, ProjectReading reading) {
    this.parts = requireNonNull(parts, "parts is null");
    this.place = requireNonNull(place, "place is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.events = requireNonNull(events, "events is null");
    this.reading = requireNonNull(reading, "reading is null");
    this.store = store(place, parts);
    this.work = new WorkRoot(parts.invocation().environment());
  }

  /** Returns where the environment's state lives. */
  static EnvironmentStore store(Place place, Parts parts) {
    return place
        .stateDirectory()
        .<EnvironmentStore>map(DirectoryEnvironmentStore::new)
        .orElseGet(
            () ->
                new KubernetesEnvironmentStore(
                    parts.clusters(),
                    place.target().stateNamespace(),
                    place.project(),
                    place.environment()));
  }

  @Override
  public String project() {
    return place.project();
  }

  @Override
  public String environment() {
    return place.environment();
  }

  @Override
  public Optional<Target> target() {
    return parts.cluster().map(Cluster::target);
  }

  @Override
  public EnvironmentStore store() {
    return store;
  }

  @Override
  public Engine engine() {
    return Engines.create(services());
  }

  /** Returns what the engine gets. */
  EngineServices services() {
    Run run = new Run(parts.invocation());
    return new EngineServices(
        place.project(),
        place.environment(),
        ProviderList.of(parts, place.files().filter(LoadedProject::isProtected).isPresent()),
        store,
        parts.clustersIfAny().<Rights>map(ClusterRights::new).orElse(Rights.UNKNOWN),
        this::target,
        parts.tools()::versions,
        new JournalDirectory(
            UserDirectories.state(parts.invocation()).resolve("journal"),
            place.project(),
            place.environment(),
            parts.invocation().clock()),
        events,
        parts.redactor(),
        parts.cancellation(),
        parts.invocation().clock(),
        run::newId,
        work.directory(),
        place.files().map(LoadedProject::directory),
        run.actor(),
        reading.checkout().get(),
        parts.invocation().program().version());
  }

  @Override
  public Deployment deployment() {
    LoadedProject files = place.files().orElseThrow(() -> noFiles(place));
    Requirements.check(files.requires(), parts.invocation().program().version(), this::target);
    return files.deployment(files.wantsPreviousInputs() ? previousInputs() : Optional.empty());
  }

  /** Returns what the account has to be allowed to do; asks of the target no more than it tells. */
  Needs needs() {
    LoadedProject files = place.files().orElseThrow(() -> noFiles(place));
    Needs found = engine().needs(files.deployment(inputsIfReadable(files)));
    List<Need> all = new ArrayList<>(ClusterNeeds.ofIdentity(place.target().clusterId()));
    all.addAll(Wiring.secrets(files, parts).needs(files.secrets()));
    all.addAll(found.permissions());
    return new Needs(all, found.notes());
  }

  private Optional<PreviousInputs> inputsIfReadable(LoadedProject files) {
    try {
      return files.wantsPreviousInputs() ? previousInputs() : Optional.empty();
    } catch (DeployctlException unread) {
      return Optional.empty();
    }
  }

  private Optional<PreviousInputs> previousInputs() {
    return store
        .read()
        .flatMap(this::lastRelease)
        .map(release -> new PreviousInputs(release.number(), release.inputs()));
  }

  @Override
  public SealOptions sealing(PlanOptions planning, Duration validFor) {
    LoadedProject files = place.files().orElseThrow(() -> noFiles(place));
    return new SealOptions(
        new PlanFileHead.Place(
            place.target().contexts(),
            place.target().namespace(),
            place.target().stateNamespace(),
            place.stateDirectory().map(Path::toString),
            place.needsCluster()),
        reading.recipe().orElseThrow(() -> noFiles(place)).get(),
        ProjectArchive.pack(files.directory(), place.stateDirectory()),
        planning,
        validFor);
  }

  @Override
  public HealthReport health() {
    Release release = deployed();
    return new Checks(parts, store).health(release, store.read().orElseThrow().inventory());
  }

  @Override
  public List<SmokeOutcome> smoke(Consumer<String> progress) {
    return new Checks(parts, store).smoke(deployed(), progress);
  }

  @Override
  public void close() {
    store.close();
    clusters.close();
    work.close();
  }

  private Release deployed() {
    return store
        .read()
        .flatMap(this::lastRelease)
        .orElseThrow(
            () ->
                DeployctlException.failed(
                    Diagnostic.error("nothing-deployed", "nothing is deployed yet")
                        .hint("`deployctl apply` deploys it")));
  }

  /** The newest deployed release; before there is one, the newest of all. */
  private Optional<Release> lastRelease(StoredEnvironment stored) {
    return stored.deployed().or(stored::newest).map(ReleaseSummary::number).flatMap(store::release);
  }

  private static DeployctlException noFiles(Place place) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "no-project", "the files of the project `" + place.project() + "` are needed")
            .hint("run it in a checkout, without `--project`"));
  }
}
