package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A project with the layers of one environment: what can be resolved, checked and shown. */
final class Resolution {
  /** The key under which deployctl's own values are found. */
  static final String BUILT_IN = "env";

  private static final String IGNORE = "ignore";

  private final LoadRequest request;
  private final ProjectSpec project;
  private final ProjectSpec.Environment environment;
  private final List<Layer> layers;
  private final Diagnostics mergeNotes = new Diagnostics();
  private final Raw.Mapping tree;
  private final Raw.Mapping target;
  private final Raw ignore;
  private final Map<StepId, Raw.Mapping> settings = new TreeMap<>();

  Resolution(
      LoadRequest request,
      ProjectSpec project,
      ProjectSpec.Environment environment,
      List<Layer> layers) {
    this.request = request;
    this.project = project;
    this.environment = environment;
    this.layers = List.copyOf(layers);
    this.target =
        environment
            .target()
            .map(node -> (Raw.Mapping) RawValues.of(node, "project", true))
            .orElse(LayerMerger.NOTHING);
    this.tree = withBuiltIns(LayerMerger.merge(layers, mergeNotes));
    this.ignore =
        project
            .ignore()
            .map(node -> RawValues.of(node, "project", true))
            .orElse(new Raw.Sequence(List.of(), new Origin.BuiltIn(IGNORE)));
    for (ProjectSpec.Step step : project.steps()) {
      Raw raw = RawValues.of(step.settings(), "project", true);
      settings.put(step.spec().name(), (Raw.Mapping) raw);
    }
  }

  LoadRequest request() {
    return request;
  }

  ProjectSpec project() {
    return project;
  }

  ProjectSpec.Environment environment() {
    return environment;
  }

  List<Layer> layers() {
    return layers;
  }

  /** Returns the merged values, deployctl's own among them. */
  Raw.Mapping tree() {
    return tree;
  }

  /** Returns the settings of a step as they are written. */
  Raw.Mapping settings(StepId step) {
    return settings.get(step);
  }

  /** Returns the declared inputs that have no value. */
  Set<ValuePath> absentInputs() {
    return project.inputs().keySet().stream()
        .filter(path -> isAbsent(RawTree.find(tree, path)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the declared inputs that are required and have no value. */
  Set<ValuePath> missingInputs() {
    return absentInputs().stream()
        .filter(path -> project.inputs().get(path).required())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the secrets that values, settings and rules name; layers that lost are not asked. */
  Set<SecretName> secrets() {
    NamedSecrets secrets = new NamedSecrets().add(tree).add(ignore);
    project.steps().forEach(step -> secrets.add(settings(step.spec().name())));
    return secrets.names();
  }

  /** Returns the same with another reader of secrets. */
  Resolution withSecrets(SecretReader reader) {
    return new Resolution(request.withSecrets(reader), project, environment, layers);
  }

  /** Returns a resolver that reads no secret and knows no output. */
  ValueResolver dryResolver(Diagnostics problems) {
    SecretAccess standIns = SecretAccess.standIns(request.secrets(), request.redactor());
    return resolver(standIns, Map.of(), problems);
  }

  /** Returns a resolver with the given secrets and outputs. */
  ValueResolver resolver(
      SecretAccess secrets, Map<StepOutputRef, Value> outputs, Diagnostics problems) {
    Set<String> steps =
        project.steps().stream()
            .map(step -> step.spec().name().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    References references =
        new References(
            request.variables(),
            secrets,
            outputs,
            steps,
            project.inputs().keySet(),
            missingInputs());
    return new ValueResolver(tree, references, secrets, problems);
  }

  /** Resolves everything once, without secrets and outputs, and checks what comes of it. */
  void check(Diagnostics problems) {
    problems.addAll(mergeNotes.list());
    ValueResolver resolver = dryResolver(problems);
    resolver.values();
    new TargetResolver(project, problems).resolve(target, resolver);
    IgnoreRules.check(ignore(resolver), problems);
    StepOrder order = new StepOrder(project.stages(), new Diagnostics());
    for (ProjectSpec.Step step : project.steps()) {
      Value.Mapping resolved = settings(step, resolver);
      checkSettings(step, resolved, problems);
      if (takesRules(step)) {
        IgnoreRules.check(IgnoreRules.of(resolved), problems);
      }
      checkOrder(step, new Settings(resolved), order, problems);
    }
  }

  /** Returns where the environment is. */
  TargetSpec target() {
    Diagnostics checkedBefore = new Diagnostics();
    return new TargetResolver(project, checkedBefore).resolve(target, dryResolver(checkedBefore));
  }

  /** Returns a step's settings, resolved. */
  Value.Mapping settings(ProjectSpec.Step step, ValueResolver resolver) {
    String name = "the settings of " + step.spec().name();
    return (Value.Mapping) resolver.resolve(settings.get(step.spec().name()), name);
  }

  /** Returns the project's rules about fields that others own, resolved. */
  Value.Sequence ignore(ValueResolver resolver) {
    return (Value.Sequence) resolver.resolve(ignore, "the project's ignore rules");
  }

  /** Returns whether the step's provider knows such rules. */
  boolean takesRules(ProjectSpec.Step step) {
    return request.providers().stream()
        .filter(schema -> schema.name().equals(step.spec().provider()))
        .anyMatch(schema -> schema.field(IGNORE).isPresent());
  }

  /** Checks a step's resolved settings against its provider's schema. */
  void checkSettings(ProjectSpec.Step step, Value.Mapping resolved, Diagnostics problems) {
    for (Schema schema : request.providers()) {
      if (schema.name().equals(step.spec().provider())) {
        new SchemaChecker(problems).check(schema, resolved, Optional.of(step.settings()));
      }
    }
  }

  private static void checkOrder(
      ProjectSpec.Step step, Settings settings, StepOrder order, Diagnostics problems) {
    StepId name = step.spec().name();
    Set<StepId> late = new LinkedHashSet<>();
    for (StepOutputRef ref : settings.waitsOn()) {
      if (!order.isBefore(ref.step(), name) && late.add(ref.step())) {
        boolean itself = ref.step().equals(name);
        Diagnostic diagnostic =
            Diagnostic.error(
                "output-too-late",
                itself
                    ? "`" + name + "` uses an output of its own"
                    : "`"
                        + name
                        + "` uses an output of `"
                        + ref.step()
                        + "`, which does not come before it");
        Optional<Value> user =
            Values.leaves(settings.mapping()).values().stream()
                .filter(v -> v instanceof Value.Unknown u && u.waitsOn().contains(ref))
                .findFirst();
        problems.add(
            diagnostic
                .at(user.flatMap(Values::place).orElse(step.spec().position()))
                .hint(
                    itself
                        ? "An output is there only after its step has run"
                        : "Put `"
                            + name
                            + "` into a later stage, or add `needs: ["
                            + ref.step()
                            + "]` within the same one"));
      }
    }
  }

  private Raw.Mapping withBuiltIns(Raw.Mapping merged) {
    Map<String, Raw> builtIns = new LinkedHashMap<>();
    builtIns.put("name", builtIn("name", environment.name()));
    builtIns.put("project", builtIn("project", project.name()));
    builtIns.put(
        "namespace",
        RawTree.find(target, ValuePath.parse("namespace"))
            .filter(raw -> !isAbsent(Optional.of(raw)))
            .orElse(builtIn("namespace", TargetResolver.NAMESPACE)));
    Map<String, Raw> entries = new LinkedHashMap<>(merged.entries());
    entries.put(BUILT_IN, new Raw.Mapping(builtIns, new Origin.BuiltIn(BUILT_IN)));
    return new Raw.Mapping(entries, merged.origin());
  }

  private static Raw builtIn(String name, String text) {
    return Raw.Scalar.literal(Optional.of(text), new Origin.BuiltIn(BUILT_IN + "." + name));
  }

  private static boolean isAbsent(Optional<Raw> raw) {
    return raw.isEmpty() || raw.get() instanceof Raw.Scalar scalar && scalar.isNull();
  }
}
