package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A project in one environment, checked; only inputs may still be missing. Enough to find the
 * target, and to show the configuration.
 */
public final class LoadedProject {
  private final Resolution resolution;
  private final List<Diagnostic> notes;
  private final TargetSpec target;

  LoadedProject(Resolution resolution, List<Diagnostic> notes) {
    this.resolution = requireNonNull(resolution, "resolution is null");
    this.notes = List.copyOf(notes);
    this.target = resolution.target();
  }

  /** Returns the project's directory. */
  public Path directory() {
    return resolution.request().directory();
  }

  /** Returns the project's name. */
  public String project() {
    return resolution.project().name();
  }

  /** Returns the environment's name, never an alias. */
  public String environment() {
    return resolution.environment().name();
  }

  /** Returns whether the environment is protected. */
  public boolean isProtected() {
    return resolution.environment().isProtected();
  }

  /** Returns where the environment is. */
  public TargetSpec target() {
    return target;
  }

  /** Returns the version ranges that the project requires, by tool name, as written. */
  public Map<String, String> requires() {
    return resolution.project().requires();
  }

  /** Returns the stages in order. */
  public List<StageSpec> stages() {
    return stages(resolution.project());
  }

  /** Returns the steps of all stages in order. */
  public List<StepSpec> steps() {
    return stages().stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /**
   * Returns a step's settings as far as they are known before any secret is read and any step has
   * run; what is not known by then stands there as unknown.
   *
   * @param step a step of {@link #stages()}
   */
  public Settings settings(StepSpec step) {
    ProjectSpec.Step declared = resolution.project().step(step.name()).orElseThrow();
    return new Settings(resolution.settings(declared, resolution.dryResolver(new Diagnostics())));
  }

  /** Returns warnings and notes about the configuration. */
  public List<Diagnostic> notes() {
    return notes;
  }

  /** Returns the required inputs that are not given: an earlier release may know them. */
  public List<String> missingInputs() {
    return resolution.missingInputs().stream().map(ValuePath::toString).toList();
  }

  /** Returns whether some declared input is not given, so that an earlier release's is wanted. */
  public boolean wantsPreviousInputs() {
    return !resolution.absentInputs().isEmpty();
  }

  /**
   * Returns the environment variables that the project is read with, overrides and references;
   * those that secrets come from are not among them.
   */
  public Map<String, String> variables() {
    String prefix = resolution.project().envPrefix() + "_";
    VariableReferences references =
        new VariableReferences(resolution.project(), resolution.layers());
    Set<String> all = references.all();
    Set<String> plain = references.plain();
    Map<String, String> used = new TreeMap<>(resolution.request().variables());
    used.keySet()
        .removeIf(
            name -> !plain.contains(name) && (!name.startsWith(prefix) || all.contains(name)));
    return used;
  }

  /** Returns the secrets that the project names in this environment; none of them is read. */
  public Set<SecretName> secrets() {
    return resolution.secrets();
  }

  /**
   * Returns the same project with another reader of secrets. What reads them may only be known once
   * it is known where the environment is.
   */
  public LoadedProject withSecrets(SecretReader reader) {
    return new LoadedProject(resolution.withSecrets(reader), notes);
  }

  /** Returns the configuration, to be shown. */
  public ConfigView view() {
    return new ConfigView(resolution);
  }

  /**
   * Returns the deployment.
   *
   * @param previous the inputs of the newest release, for those that are not given
   * @throws DeployctlException when a required input is still missing, or an earlier one no longer
   *     fits
   */
  public Deployment deployment(Optional<PreviousInputs> previous) {
    Resolution complete = previous.map(this::with).orElse(resolution);
    Diagnostics problems = new Diagnostics();
    for (ValuePath path : complete.missingInputs()) {
      problems.add(missing(path, complete.project()));
    }
    if (complete != resolution) {
      complete.check(problems);
    }
    if (problems.hasErrors()) {
      throw new DeployctlException(ExitStatus.INVALID, ProblemOrder.sorted(problems.list()));
    }
    return new LoadedDeployment(complete, notes);
  }

  /** Returns the stages of a project as everybody may know them. */
  static List<StageSpec> stages(ProjectSpec project) {
    return project.stages().stream()
        .map(
            stage ->
                new StageSpec(
                    stage.name(), stage.steps().stream().map(ProjectSpec.Step::spec).toList()))
        .toList();
  }

  private Resolution with(PreviousInputs previous) {
    Origin origin = new Origin.EarlierRelease(previous.release());
    List<Layer> layers = new ArrayList<>(resolution.layers());
    for (ValuePath path : resolution.absentInputs()) {
      String text = previous.values().get(path.toString());
      if (text != null) {
        Raw value = new ValueText("the input `" + path + "`", origin, false).own(text);
        Raw.Mapping values = RawTree.single(path, value, origin);
        layers.add(new Layer(origin.describe(), Layer.Kind.EARLIER, path, values));
      }
    }
    return layers.size() == resolution.layers().size()
        ? resolution
        : new Resolution(
            resolution.request(), resolution.project(), resolution.environment(), layers);
  }

  private static Diagnostic missing(ValuePath path, ProjectSpec project) {
    ProjectSpec.Input input = project.inputs().get(path);
    String variable = project.envPrefix() + "_" + VariableNames.name(path, "_");
    SourcePosition place = input.position();
    Diagnostic diagnostic =
        Diagnostic.error("missing-input", "the input `" + path + "` is required and not given")
            .at(place)
            .hint("Give it with `--set " + path + "=...` or the variable " + variable);
    return input.description().map(diagnostic::detail).orElse(diagnostic);
  }
}
