package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.Resolved;
import io.deployctl.core.config.StageSpec;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.config.TargetSpec;
import io.deployctl.core.config.ValueOverride;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project for tests, written as {@code stage/step provider: ConfigMap/a=text ...}. */
final class FakeDeployment implements Deployment {
  private static final Pattern STEP =
      Pattern.compile(
          "(?<stage>[a-z]+)/(?<name>[a-z]+)(?<was><[a-z]+)? (?<provider>[a-z]+)(?<stateless>\\*)?"
              + "(?<needs>( \\^[a-z]+)*):(?<objects>( \\S+=\\S+)*)");
  private static final Pattern REFERENCE = Pattern.compile("\\$([a-z]+)\\.([a-z]+)");

  private final Map<String, List<StepSpec>> stages = new LinkedHashMap<>();
  private final Map<StepId, Map<String, String>> objects = new LinkedHashMap<>();
  private String values;
  private FailurePolicy onFailure = FailurePolicy.STOP;

  /**
   * Reads a project: a line for each step. {@code <old} is its former name, {@code *} stateless,
   * {@code ^base} what it needs; a text {@code $cloud.host} is another step's output.
   */
  static FakeDeployment of(String lines) {
    return new FakeDeployment(lines);
  }

  private FakeDeployment(String lines) {
    this.values = lines;
    lines.lines().forEach(this::addStep);
  }

  FakeDeployment rollingBack() {
    onFailure = FailurePolicy.ROLLBACK;
    return this;
  }

  /** Has the project's values be the given ones, whatever its files say. */
  FakeDeployment withValues(String others) {
    values = others;
    return this;
  }

  private void addStep(String line) {
    Matcher step = STEP.matcher(line);
    if (!step.matches()) {
      throw new IllegalArgumentException(line);
    }
    StepId name = new StepId(step.group("name"));
    Set<StepId> needs = new java.util.HashSet<>();
    for (String need : step.group("needs").split(" ", -1)) {
      if (!need.isEmpty()) {
        needs.add(new StepId(need.substring(1)));
      }
    }
    stages
        .computeIfAbsent(step.group("stage"), key -> new ArrayList<>())
        .add(
            new StepSpec(
                name,
                Optional.ofNullable(step.group("was")).map(was -> new StepId(was.substring(1))),
                needs,
                step.group("provider"),
                step.group("stateless") != null,
                new SourcePosition("deployctl.yaml", objects.size() + 1, 1)));
    Map<String, String> texts = new LinkedHashMap<>();
    for (String object : step.group("objects").split(" ", -1)) {
      if (!object.isEmpty()) {
        int equals = object.indexOf('=');
        texts.put(object.substring(0, equals), object.substring(equals + 1));
      }
    }
    objects.put(name, texts);
  }

  @Override
  public Resolved resolve(StepSpec step, Map<StepOutputRef, Value> outputs) {
    Map<String, Value> values = new LinkedHashMap<>();
    objects.get(step.name()).forEach((key, text) -> values.put(key, value(text, outputs)));
    Value.Mapping settings =
        new Value.Mapping(Map.of("objects", new Value.Mapping(values, Set.of())), Set.of());
    return new Resolved(new Settings(settings), Value.Mapping.EMPTY);
  }

  private static Value value(String text, Map<StepOutputRef, Value> outputs) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      return Value.Scalar.of(text, new Origin.BuiltIn("test"));
    }
    StepOutputRef ref = new StepOutputRef(new StepId(reference.group(1)), reference.group(2));
    return outputs.getOrDefault(ref, new Value.Unknown(Set.of(ref), false, Set.of()));
  }

  @Override
  public Path directory() {
    return Path.of(".");
  }

  @Override
  public String project() {
    return "shop";
  }

  @Override
  public String environment() {
    return "production";
  }

  @Override
  public boolean isProtected() {
    return true;
  }

  @Override
  public TargetSpec target() {
    return new TargetSpec(
        Optional.empty(), List.of(), World.NAMESPACE, "shop-deploy", Optional.empty());
  }

  @Override
  public List<StageSpec> stages() {
    return stages.entrySet().stream()
        .map(stage -> new StageSpec(stage.getKey(), stage.getValue()))
        .toList();
  }

  @Override
  public FailurePolicy onFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> requires() {
    return Map.of();
  }

  @Override
  public List<ValueOverride> overrides() {
    return List.of();
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of("image.tag", "1");
  }

  @Override
  public List<Diagnostic> notes() {
    return List.of();
  }

  @Override
  public List<LayeredValue> layers(Collection<Origin> origins) {
    return List.of();
  }

  @Override
  public Digest digest(Tagger tagger) {
    return Digest.of(values);
  }
}
