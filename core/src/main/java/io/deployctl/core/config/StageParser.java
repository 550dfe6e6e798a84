package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.StepId;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads stages and steps, and checks their names, providers and order. */
final class StageParser {
  private static final int MAXIMUM_STEPS = 1_000;

  private final List<String> providers;
  private final Diagnostics problems;
  private final Map<String, SourcePosition> stageNames = new LinkedHashMap<>();
  private final Map<String, SourcePosition> stepNames = new LinkedHashMap<>();
  private final Map<String, SourcePosition> formerNames = new LinkedHashMap<>();

  StageParser(List<Schema> providers, Diagnostics problems) {
    this.providers = providers.stream().map(Schema::name).toList();
    this.problems = problems;
  }

  List<ProjectSpec.Stage> parse(YamlNode.Mapping root) {
    List<ProjectSpec.Stage> stages = new ArrayList<>();
    for (YamlNode.Mapping node : YamlFields.maps(root, "stages")) {
      Optional<String> name = name(node, "stage", stageNames);
      List<ProjectSpec.Step> steps = new ArrayList<>();
      for (YamlNode.Mapping step : YamlFields.maps(node, "steps")) {
        step(step).ifPresent(steps::add);
      }
      name.ifPresent(n -> stages.add(new ProjectSpec.Stage(n, steps)));
    }
    checkFormerNames();
    if (stepNames.size() > MAXIMUM_STEPS) {
      throw DeployctlException.invalid(
          Diagnostic.error("too-large", "a project can't have more than 1000 steps")
              .at(root.position()));
    }
    new StepOrder(stages, problems).check();
    return stages;
  }

  private Optional<ProjectSpec.Step> step(YamlNode.Mapping node) {
    Optional<String> name = name(node, "step", stepNames);
    Optional<String> provider = provider(node);
    Set<StepId> needs = new LinkedHashSet<>();
    for (YamlNode.Scalar need : YamlFields.texts(node, "needs")) {
      stepId(need.text(), "a step's name in `needs`", need.position()).ifPresent(needs::add);
    }
    Optional<StepId> was =
        YamlFields.text(node, "was")
            .flatMap(text -> stepId(text, "a former name", place(node, "was")));
    was.ifPresent(id -> rememberFormerName(id.name(), place(node, "was")));
    if (name.isEmpty() || provider.isEmpty()) {
      return Optional.empty();
    }
    StepSpec spec =
        new StepSpec(
            new StepId(name.get()),
            was,
            needs,
            provider.get(),
            YamlFields.flag(node, "stateless"),
            node.position());
    YamlNode.Mapping settings =
        YamlFields.map(node, provider.get())
            .orElseGet(() -> new YamlNode.Mapping(Map.of(), place(node, provider.get())));
    return Optional.of(new ProjectSpec.Step(spec, settings));
  }

  private Optional<String> name(
      YamlNode.Mapping node, String what, Map<String, SourcePosition> taken) {
    Optional<String> name = YamlFields.text(node, "name");
    if (name.isEmpty()) {
      return name;
    }
    SourcePosition place = place(node, "name");
    SourcePosition other = taken.putIfAbsent(name.get(), place);
    if (other != null) {
      problems.add(
          Diagnostic.error(
                  "duplicate-name", "there are two " + what + "s named `" + name.get() + "`")
              .at(place)
              .detail("first at " + other)
              .hint("Names are unique in the whole project"));
      return Optional.empty();
    }
    return stepId(name.get(), "a " + what + "'s name", place).map(StepId::name);
  }

  private Optional<StepId> stepId(String name, String what, SourcePosition place) {
    if (name.matches(StepId.PATTERN)) {
      return Optional.of(new StepId(name));
    }
    problems.add(
        Diagnostic.error("invalid-name", what + " can't be `" + name + "`")
            .at(place)
            .hint(
                "Use lower-case letters, digits and hyphens, starting with a letter, at most 63 of"
                    + " them"));
    return Optional.empty();
  }

  private Optional<String> provider(YamlNode.Mapping node) {
    List<String> named = node.entries().keySet().stream().filter(providers::contains).toList();
    if (named.size() == 1) {
      return Optional.of(named.get(0));
    }
    SourcePosition place =
        named.isEmpty() ? node.position() : node.entries().get(named.get(1)).keyPosition();
    Diagnostic diagnostic =
        named.isEmpty()
            ? Diagnostic.error("no-provider", "a step needs a provider, and this one names none")
            : Diagnostic.error(
                "two-providers",
                "a step has one provider, and this one names `"
                    + String.join("` and `", named)
                    + "`");
    String hint =
        named.isEmpty()
            ? mistyped(node)
                .map(nearest -> "Did you mean `" + nearest + "`?")
                .orElse("Give it one of: " + String.join(", ", providers))
            : "Make a step of each";
    problems.add(diagnostic.at(place).hint(hint));
    return Optional.empty();
  }

  private Optional<String> mistyped(YamlNode.Mapping node) {
    return node.entries().keySet().stream()
        .flatMap(key -> Suggestion.nearest(key, providers).stream())
        .findFirst();
  }

  private void rememberFormerName(String name, SourcePosition place) {
    SourcePosition other = formerNames.putIfAbsent(name, place);
    if (other != null) {
      problems.add(
          Diagnostic.error("duplicate-name", "two steps say that they were `" + name + "`")
              .at(place)
              .detail("first at " + other));
    }
  }

  private void checkFormerNames() {
    formerNames.forEach(
        (name, place) -> {
          if (stepNames.containsKey(name)) {
            problems.add(
                Diagnostic.error(
                        "duplicate-name",
                        "this step says that it was `" + name + "`, and there is such a step")
                    .at(place)
                    .detail("the step: " + stepNames.get(name))
                    .hint("Remove `was`, or rename the other step"));
          }
        });
  }

  private static SourcePosition place(YamlNode.Mapping node, String key) {
    return node.find(key).map(YamlNode::position).orElse(node.position());
  }
}
