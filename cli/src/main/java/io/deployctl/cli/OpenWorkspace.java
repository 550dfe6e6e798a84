package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.command.Unreconciled;
import io.deployctl.cli.command.Workspace;
import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.PreviousInputs;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.EngineServices;
import io.deployctl.core.engine.Engines;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.SealOptions;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.journal.JournalDirectory;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Target;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.release.Release;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Rights;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.statefile.StateFileHead;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateReader;
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
  private final Optional<Diagnostic> emergency;
  private volatile boolean hasChanged;

  /**
   * Makes one.
   *
   * @param clusters what the parts' cluster comes from; closed with this
   * @param events takes what happens in runs
   * @param reading how the project's files were read
   */
  OpenWorkspace(
      Parts parts, Place place, LazyClusters clusters, EventSink events, ProjectReading reading) {
    this(parts, place, clusters, events, reading, store(place, parts), Optional.empty());
  }

  private OpenWorkspace(
      Parts parts,
      Place place,
      LazyClusters clusters,
      EventSink events,
      ProjectReading reading,
      EnvironmentStore store,
      Optional<Diagnostic> emergency) {
    this.parts = requireNonNull(parts, "parts is null");
    this.place = requireNonNull(place, "place is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.events = requireNonNull(events, "events is null");
    this.reading = requireNonNull(reading, "reading is null");
    this.store = requireNonNull(store, "store is null");
    this.emergency = requireNonNull(emergency, "emergency is null");
    this.work = new WorkRoot(parts.invocation().environment());
  }

  /** Returns the same environment with a record on this machine instead of its own state. */
  OpenWorkspace with(EmergencyOpening.Opened opened) {
    return new OpenWorkspace(
        parts, place, clusters, events, reading, opened.store(), Optional.of(opened.warning()));
  }

  /** Returns what this machine keeps of the environment. */
  LocalRecords records() {
    return new LocalRecords(parts.invocation(), place.project(), place.environment());
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
  public boolean isProtected() {
    return place.files().filter(LoadedProject::isProtected).isPresent();
  }

  @Override
  public LeaseHolder holder(String purpose) {
    Run run = new Run(parts.invocation());
    return new LeaseHolder(
        new RunId(run.newId()),
        run.actor().display(),
        purpose,
        "",
        run.actor().ciLink(),
        parts.invocation().clock().instant());
  }

  @Override
  public StateFile stateFile(StateImage image) {
    return new StateFile(
        new StateFileHead(
            parts.invocation().clock().instant(),
            new Run(parts.invocation()).actor().display(),
            parts.invocation().program().version(),
            // A state in a directory can be saved while the cluster can't be reached.
            place.stateDirectory().isPresent() ? Optional.empty() : target(),
            place.target().namespace(),
            place.stateDirectory().isPresent()
                ? Optional.empty()
                : Optional.of(place.target().stateNamespace())),
        image);
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
        this::watch,
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

  private void watch(RunEvent event) {
    if (event instanceof RunEvent.RunFinished) {
      hasChanged = true;
    }
    events.accept(event);
  }

  @Override
  public void stateChanged() {
    hasChanged = true;
  }

  @Override
  public List<Diagnostic> remarks() {
    if (emergency.isPresent()) {
      return List.of(emergency.get());
    }
    try {
      return unreconciled().map(OpenWorkspace::unreconciledYet).map(List::of).orElse(List.of());
    } catch (DeployctlException unreadable) {
      return unreadable.diagnostics().stream().map(one -> one.weighing(Severity.WARNING)).toList();
    }
  }

  private static Diagnostic unreconciledYet(Unreconciled record) {
    return Diagnostic.warning(
            "emergency-unreconciled",
            "an emergency run of this machine is not in the environment's state yet")
        .detail(record.told())
        .hint("run `deployctl state reconcile` before anything else");
  }

  @Override
  public Optional<Unreconciled> unreconciled() {
    LocalRecords records = records();
    Optional<EmergencyNote> note = records.unreconciled();
    if (note.isEmpty() || !StateFileHead.isSame(note.get().target(), target())) {
      return Optional.empty();
    }
    return Optional.of(
        new Unreconciled(
            "begun by %s at %s: %s"
                .formatted(note.get().by(), note.get().at(), note.get().reason()),
            () ->
                note.get().marked(StateReader.read(records.emergencyStore().parts()).orElseThrow()),
            records::endEmergency));
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
    if (hasChanged && emergency.isEmpty() && place.stateDirectory().isEmpty()) {
      keepCopy();
    }
    store.close();
    clusters.close();
    work.close();
  }

  private void keepCopy() {
    if (CopyKeeper.isWanted(parts.invocation().environment())) {
      new CopyKeeper(records(), target()).keep(store.parts(), this::stateFile);
    }
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
