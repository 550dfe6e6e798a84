package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.json.CanonicalJson;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deployment that {@link LoadedProject} makes. Safe for several threads. */
final class LoadedDeployment implements Deployment {
  private final Resolution resolution;
  private final List<Diagnostic> notes;
  private final TargetSpec target;
  private final SecretAccess secrets;

  LoadedDeployment(Resolution resolution, List<Diagnostic> notes) {
    this.resolution = resolution;
    this.notes = List.copyOf(notes);
    this.target = resolution.target();
    LoadRequest request = resolution.request();
    this.secrets = SecretAccess.reading(request.secrets(), request.redactor());
  }

  @Override
  public Path directory() {
    return resolution.request().directory();
  }

  @Override
  public String project() {
    return resolution.project().name();
  }

  @Override
  public String environment() {
    return resolution.environment().name();
  }

  @Override
  public boolean isProtected() {
    return resolution.environment().isProtected();
  }

  @Override
  public TargetSpec target() {
    return target;
  }

  @Override
  public List<StageSpec> stages() {
    return LoadedProject.stages(resolution.project());
  }

  @Override
  public FailurePolicy onFailure() {
    return resolution.environment().onFailure().orElse(resolution.project().onFailure());
  }

  @Override
  public Map<String, String> requires() {
    return resolution.project().requires();
  }

  @Override
  public List<Diagnostic> notes() {
    return notes;
  }

  @Override
  public List<ValueOverride> overrides() {
    Diagnostics problems = new Diagnostics();
    ValueResolver resolver = resolver(Map.of(), problems);
    Map<ValuePath, ValueOverride> overrides = new LinkedHashMap<>();
    for (Layer layer : resolution.layers()) {
      if (layer.kind().overrides()) {
        for (Map.Entry<ValuePath, Raw> leaf : RawTree.leaves(layer.values()).entrySet()) {
          override(leaf.getKey(), leaf.getValue(), resolver)
              .ifPresent(override -> overrides.put(leaf.getKey(), override));
        }
      }
    }
    problems.throwIfErrors();
    return List.copyOf(overrides.values());
  }

  @Override
  public Map<String, String> inputs() {
    ValueResolver resolver = resolution.dryResolver(new Diagnostics());
    Map<String, String> inputs = new LinkedHashMap<>();
    for (ValuePath path : resolution.project().inputs().keySet()) {
      resolver.find(path).flatMap(Values::text).ifPresent(t -> inputs.put(path.toString(), t));
    }
    return inputs;
  }

  @Override
  public Resolved resolve(StepSpec step, Map<StepOutputRef, Value> outputs) {
    Diagnostics problems = new Diagnostics();
    ValueResolver resolver = resolver(outputs, problems);
    ProjectSpec.Step declared =
        resolution
            .project()
            .step(step.name())
            .orElseThrow(() -> new IllegalArgumentException("no such step: " + step.name()));
    Value.Mapping settings = resolution.settings(declared, resolver);
    resolution.checkSettings(declared, settings, problems);
    Value.Mapping values = resolver.values();
    Value.Mapping complete =
        resolution.takesRules(declared)
            ? IgnoreRules.add(resolution.ignore(resolver), settings)
            : settings;
    problems.throwIfErrors();
    return new Resolved(new Settings(complete), values);
  }

  @Override
  public List<LayeredValue> layers(Collection<Origin> origins) {
    return new LayerHistory(resolution).at(origins);
  }

  @Override
  public Digest digest(Tagger tagger) {
    Diagnostics problems = new Diagnostics();
    ValueResolver resolver = resolver(Map.of(), problems);
    DigestTree tree = new DigestTree(tagger);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("version", 1);
    content.put("project", project());
    content.put("environment", environment());
    content.put("requires", requires());
    content.put("onFailure", onFailure().word());
    List<Object> stages = new ArrayList<>();
    for (ProjectSpec.Stage stage : resolution.project().stages()) {
      List<Object> steps = new ArrayList<>();
      for (ProjectSpec.Step step : stage.steps()) {
        steps.add(tree.step(step.spec(), resolution.settings(step, resolver)));
      }
      stages.add(Map.of("name", stage.name(), "steps", steps));
    }
    content.put("stages", stages);
    Value.Sequence ignore = resolution.ignore(resolver);
    if (!ignore.items().isEmpty()) {
      content.put("ignore", tree.of(ignore));
    }
    content.put("values", tree.of(resolver.values()));
    problems.throwIfErrors();
    return CanonicalJson.digest(content);
  }

  private ValueResolver resolver(Map<StepOutputRef, Value> outputs, Diagnostics problems) {
    return resolution.resolver(secrets, outputs, problems);
  }

  /** Returns the override if it is the one that holds, or one that removed the value. */
  private Optional<ValueOverride> override(ValuePath path, Raw raw, ValueResolver resolver) {
    Optional<Raw> holds = RawTree.find(resolution.tree(), path);
    boolean removed = holds.isEmpty() && raw instanceof Raw.Scalar scalar && scalar.isNull();
    boolean wins = holds.filter(h -> h.origin().equals(raw.origin())).isPresent();
    if (!removed && !wins) {
      return Optional.empty();
    }
    Origin origin = raw.origin();
    Value value =
        removed
            ? new Value.Scalar(Optional.empty(), Set.of(origin))
            : resolver.find(path).orElseThrow();
    boolean declared = ProtectedEnvironment.isInput(resolution.project(), path);
    return Optional.of(new ValueOverride(path, value, origin, declared));
  }
}
