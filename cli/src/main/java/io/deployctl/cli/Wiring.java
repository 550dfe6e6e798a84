package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.command.Checkout;
import io.deployctl.cli.command.Emergency;
import io.deployctl.cli.command.ImportRequest;
import io.deployctl.cli.command.ImportedProject;
import io.deployctl.cli.command.InputFile;
import io.deployctl.cli.command.OpenedPlan;
import io.deployctl.cli.command.RbacQuestion;
import io.deployctl.cli.command.SandboxControl;
import io.deployctl.cli.command.Selection;
import io.deployctl.cli.command.Services;
import io.deployctl.cli.command.Workspace;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.view.Finding;
import io.deployctl.cli.view.RbacReport;
import io.deployctl.cli.view.RenderReport;
import io.deployctl.core.config.ConfigLoader;
import io.deployctl.core.config.EnvironmentSummary;
import io.deployctl.core.config.LoadRequest;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.ProjectFinder;
import io.deployctl.core.config.SecretReader;
import io.deployctl.core.config.TargetSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.planfile.Recipe;
import io.deployctl.core.planfile.SecretRecorder;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.ClusterConnector;
import io.deployctl.providers.kubernetes.client.ClusterRequest;
import io.deployctl.providers.kubernetes.client.LazyClusters;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.secret.SecretServices;
import io.deployctl.providers.secret.SecretSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together: with {@link ProviderList}, the one place that knows every provider. */
final class Wiring implements Services {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final TargetSpec ANYWHERE =
      new TargetSpec(Optional.empty(), List.of(), "default", "default", Optional.empty());

  private final Invocation invocation;
  private final Cancellation cancellation;

  Wiring(Invocation invocation, Cancellation cancellation) {
    this.invocation = requireNonNull(invocation, "invocation is null");
    this.cancellation = requireNonNull(cancellation, "cancellation is null");
  }

  @Override
  public SandboxControl sandboxes() {
    return new SandboxWiring(invocation);
  }

  @Override
  public LoadedProject project(Selection selection) {
    return ConfigLoader.open(request(selection, Parts.offline(invocation, cancellation)));
  }

  @Override
  public List<Diagnostic> files(LoadedProject project) {
    return FileCheck.of(project);
  }

  @Override
  public RenderReport render(Selection selection, List<String> steps) {
    Parts parts = Parts.offline(invocation, cancellation);
    LoadedProject project = ConfigLoader.open(request(selection, parts));
    SecretReader secrets = new UnaskedCluster(secrets(project, parts));
    return new Renderings(project.withSecrets(secrets), parts).of(steps);
  }

  @Override
  public RbacReport rbac(Selection selection, RbacQuestion question) {
    Parts offline = Parts.offline(invocation, cancellation);
    LoadedProject project = ConfigLoader.open(request(selection, offline));
    LazyClusters clusters = clusters(selection, project);
    KnownClusters known = KnownClusters.of(clusters, question.offline());
    Parts parts = offline.with(project::requires, known, Place.of(project).needsCluster());
    SecretReader secrets = new UnaskedCluster(secrets(project, parts));
    Place place = Place.of(project.withSecrets(secrets));
    try (OpenWorkspace workspace =
        new OpenWorkspace(parts, place, clusters, event -> {}, ProjectReading.NONE)) {
      return new RbacDocuments(place, question).of(workspace.needs(), known.note());
    }
  }

  @Override
  public List<EnvironmentSummary> environments(Selection selection) {
    return ConfigLoader.environments(request(selection, Parts.offline(invocation, cancellation)));
  }

  @Override
  public ImportedProject imported(ImportRequest request) {
    try (LazyClusters clusters = clusters(request.context(), ANYWHERE, false)) {
      return new Imports(clusters.get(), request).project();
    }
  }

  @Override
  public Workspace open(Selection selection, EventSink events) {
    return selection.project().isPresent()
        ? withoutFiles(selection, events)
        : withFiles(selection, events);
  }

  @Override
  public Workspace openEmergency(Emergency emergency, Selection selection, EventSink events) {
    Optional<StateFile> given =
        emergency
            .from()
            .map(file -> StateFile.read(InputFile.readState(invocation.directory().resolve(file))));
    OpenWorkspace normal =
        selection.project().isPresent()
            ? withoutFiles(selection, given, events)
            : withFiles(selection, events);
    return normal.with(new EmergencyOpening(normal, normal.records(), emergency, given).open());
  }

  /** Where nothing of the environment can be found in the cluster, a record tells where it was. */
  private OpenWorkspace withoutFiles(
      Selection selection, Optional<StateFile> given, EventSink events) {
    try {
      return withoutFiles(selection, events);
    } catch (DeployctlException notFound) {
      List<StateFile> kept =
          selection
              .environment()
              .map(name -> new LocalRecords(invocation, selection.project().get(), name).copies())
              .orElse(List.of());
      return given
          .or(() -> kept.stream().findFirst())
          .map(file -> at(file, selection, events))
          .orElseThrow(() -> notFound);
    }
  }

  @Override
  public Workspace openFor(StateFile state, Selection selection) {
    EnvironmentIdentity identity = state.image().identity();
    if (selection.project().isEmpty()) {
      Selection named =
          selection.environment().isPresent() ? selection : selection.in(identity.environment());
      return withFiles(named, event -> {});
    }
    return at(state, selection, event -> {});
  }

  private OpenWorkspace at(StateFile state, Selection selection, EventSink events) {
    EnvironmentIdentity identity = state.image().identity();
    LazyClusters clusters = clusters(selection.context(), ANYWHERE, false);
    Place place =
        Place.found(
            selection.project().orElse(identity.project()),
            selection.environment().orElse(identity.environment()),
            state.head().namespace(),
            selection
                .stateNamespace()
                .or(state.head()::stateNamespace)
                .orElse(identity.project() + "-deploy"));
    Parts parts = Parts.offline(invocation, cancellation).with(Map::of, clusters, true);
    return new OpenWorkspace(parts, place, clusters, events, ProjectReading.NONE);
  }

  @Override
  public OpenedPlan open(
      PlanFile file,
      Selection selection,
      Checkout.Use use,
      Optional<Workspace> emergency,
      EventSink events) {
    Place place = Place.of(file.head());
    LazyClusters clusters = clusters(selection.context(), place.target(), false);
    Parts offline = Parts.offline(invocation, cancellation);
    return new PlanFileOpening(
            file,
            place,
            offline,
            clusters,
            directory -> request(directory, selection, offline),
            emergency)
        .open(selection.directory(), use, events);
  }

  @Override
  public List<Finding> examine(Selection selection) {
    Examination examination = new Examination();
    examination.note("java", invocation.program().java());
    Parts offline = Parts.offline(invocation, cancellation);
    List<LoadedProject> loaded = new ArrayList<>();
    boolean valid =
        examination.look(
            "project",
            () -> {
              loaded.add(ConfigLoader.open(request(selection, offline)));
              return loaded.get(0).project() + " in " + loaded.get(0).environment();
            });
    if (valid) {
      LoadedProject project = loaded.get(0);
      LazyClusters clusters = clusters(selection, project);
      Parts parts = offline.with(project::requires, clusters, Place.of(project).needsCluster());
      Place place = Place.of(project.withSecrets(secrets(project, parts)));
      examination.tools(project, parts);
      try (OpenWorkspace workspace =
          new OpenWorkspace(parts, place, clusters, event -> {}, ProjectReading.NONE)) {
        examination.target(workspace);
      }
    }
    return examination.findings();
  }

  private OpenWorkspace withFiles(Selection selection, EventSink events) {
    Parts offline = Parts.offline(invocation, cancellation);
    LoadedProject opened = ConfigLoader.open(request(selection, offline));
    LazyClusters clusters = clusters(selection, opened);
    Parts parts = offline.with(opened::requires, clusters, Place.of(opened).needsCluster());
    SecretRecorder secrets = new SecretRecorder(secrets(opened, parts));
    LoadedProject project = opened.withSecrets(secrets);
    Place place = Place.of(project);
    Supplier<Recipe> recipe =
        () ->
            new Recipe(
                project.variables(),
                selection.sets(),
                selection.allowOverrides(),
                secrets.secrets());
    ProjectReading reading =
        new ProjectReading(Optional.of(recipe), () -> new Run(invocation).checkout(place));
    return new OpenWorkspace(parts, place, clusters, events, reading);
  }

  private OpenWorkspace withoutFiles(Selection selection, EventSink events) {
    LazyClusters clusters = clusters(selection.context(), ANYWHERE, false);
    Place place = new PlaceFinder(clusters).find(selection);
    Parts parts = Parts.offline(invocation, cancellation).with(Map::of, clusters, true);
    return new OpenWorkspace(parts, place, clusters, events, ProjectReading.NONE);
  }

  private LazyClusters clusters(Selection selection, LoadedProject project) {
    return clusters(selection.context(), project.target(), project.isProtected());
  }

  private LazyClusters clusters(Optional<String> context, TargetSpec target, boolean strict) {
    ClusterRequest request =
        new ClusterRequest(
            invocation.environment(),
            invocation.home(),
            context,
            target.contexts(),
            target.clusterId(),
            ClusterRequest.DEFAULT_TIMEOUT,
            new CommonsExecProcessRunner(invocation.environment()),
            warning -> LOG.warn("{}: {}", warning.path(), warning.text()),
            strict);
    return new LazyClusters(() -> connect(request));
  }

  private static Cluster connect(ClusterRequest request) {
    LOG.debug("connecting to the cluster");
    Cluster cluster = new ClusterConnector(request).connect();
    LOG.debug("connected to {}", cluster.target().server());
    return cluster;
  }

  private LoadRequest request(Selection selection, Parts parts) {
    return request(ProjectFinder.find(selection.directory()), selection, parts);
  }

  private LoadRequest request(Path directory, Selection selection, Parts parts) {
    return new LoadRequest(
        directory,
        selection.environment(),
        invocation.environment(),
        selection.sets(),
        selection.allowOverrides(),
        ProviderList.schemas(parts),
        secrets(directory, ANYWHERE.namespace(), parts),
        parts.redactor());
  }

  /** Returns what reads the secrets of a project, where its environment is. */
  static SecretSources secrets(LoadedProject project, Parts parts) {
    return secrets(project.directory(), project.target().namespace(), parts);
  }

  private static SecretSources secrets(Path directory, String namespace, Parts parts) {
    return new SecretSources(
        new SecretServices(
            parts.invocation().environment(),
            parts.invocation().home(),
            directory,
            parts.processes(),
            parts.tools(),
            parts.clusters(),
            namespace,
            parts.redactor(),
            parts.cancellation()));
  }
}
