package io.deployctl.core.config;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project file as it is written.
 *
 * @param name the project's name
 * @param envPrefix what its environment variables start with
 * @param inputs the declared inputs
 * @param environments the environments by name
 * @param requires version ranges by tool, as written
 * @param ignore rules about fields that others own, not interpolated yet
 * @param stages the stages in order
 * @param onFailure what to do when a step fails
 */
record ProjectSpec(
    String name,
    String envPrefix,
    Map<ValuePath, Input> inputs,
    Map<String, Environment> environments,
    Map<String, String> requires,
    Optional<YamlNode> ignore,
    List<Stage> stages,
    FailurePolicy onFailure) {
  /** Copies. */
  ProjectSpec {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    requires = Collections.unmodifiableMap(new LinkedHashMap<>(requires));
    stages = List.copyOf(stages);
  }

  /**
   * A value that a run may be given.
   *
   * @param required whether there is no run without it
   * @param description what it is, for people
   * @param position where it is declared
   */
  record Input(boolean required, Optional<String> description, SourcePosition position) {}

  /**
   * A place to deploy to.
   *
   * @param name its name
   * @param aliases other names that the command line takes for it
   * @param target where it is, not interpolated yet
   * @param isProtected whether it refuses overrides
   * @param onFailure its own policy
   * @param description what it is, for people
   * @param position where it is declared
   */
  record Environment(
      String name,
      List<String> aliases,
      Optional<YamlNode.Mapping> target,
      boolean isProtected,
      Optional<FailurePolicy> onFailure,
      Optional<String> description,
      SourcePosition position) {
    /** Copies. */
    Environment {
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * A stage.
   *
   * @param name its name
   * @param steps its steps
   */
  record Stage(String name, List<Step> steps) {
    /** Copies. */
    Stage {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step.
   *
   * @param spec what everybody may know of it
   * @param settings its provider's settings, not interpolated yet
   */
  record Step(StepSpec spec, YamlNode.Mapping settings) {}

  /** Returns every step in the order of the file. */
  List<Step> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /** Returns the step of the given name, if there is one. */
  Optional<Step> step(StepId name) {
    return steps().stream().filter(step -> step.spec().name().equals(name)).findFirst();
  }
}
