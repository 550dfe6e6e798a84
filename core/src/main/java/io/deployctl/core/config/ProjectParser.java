package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a project file: keys and types by the schema, then everything that a schema can't say. */
final class ProjectParser {
  private static final int MAXIMUM_NAME = 50;

  private final List<Schema> providers;
  private final Diagnostics problems;

  ProjectParser(List<Schema> providers, Diagnostics problems) {
    this.providers = providers;
    this.problems = problems;
  }

  /**
   * Returns the project of the directory. Everything wrong is added to the problems.
   *
   * @throws DeployctlException when the file is no YAML map
   */
  ProjectSpec parse(Path directory) {
    String file = ProjectFinder.FILE;
    List<YamlDocument> documents =
        YamlReader.readFile(directory.resolve(file), file, YamlSchema.CORE);
    if (documents.size() != 1 || !(documents.get(0).root() instanceof YamlNode.Mapping root)) {
      throw DeployctlException.invalid(
          Diagnostic.error("wrong-type", file + " must be one YAML map")
              .at(SourcePosition.ofFile(file))
              .hint("Begin with `project: <name>`"));
    }
    new SchemaChecker(problems).check(outline(), root);
    String name = name(root);
    FailurePolicy onFailure = policy(root).orElse(FailurePolicy.STOP);
    return new ProjectSpec(
        name,
        prefix(root, name),
        inputs(root),
        new EnvironmentParser(problems).parse(directory, root),
        requires(root),
        root.find("ignore").filter(YamlNode.Sequence.class::isInstance),
        new StageParser(providers, problems).parse(root),
        onFailure);
  }

  /** Returns the schema without the providers' own keys: those are checked once interpolated. */
  private Schema outline() {
    List<Schema> names =
        providers.stream().map(p -> new Schema(p.name(), p.doc(), List.of())).toList();
    return ProjectSchema.schema(names);
  }

  private String name(YamlNode.Mapping root) {
    String name = YamlFields.text(root, "project").orElse("");
    if (!name.isEmpty() && (!name.matches(StepId.PATTERN) || name.length() > MAXIMUM_NAME)) {
      problems.add(
          invalidName("the project's name", name, root.find("project").orElseThrow().position()));
    }
    return name;
  }

  /** Returns what to say of a name that breaks the rule of names. */
  static Diagnostic invalidName(String what, String name, SourcePosition position) {
    return Diagnostic.error("invalid-name", what + " can't be `" + name + "`")
        .at(position)
        .hint(
            "Use lower-case letters, digits and hyphens, starting with a letter, at most "
                + MAXIMUM_NAME
                + " of them");
  }

  /** Returns whether a name follows the rule of names of projects and environments. */
  static boolean isName(String name) {
    return name.matches(StepId.PATTERN) && name.length() <= MAXIMUM_NAME;
  }

  private String prefix(YamlNode.Mapping root, String name) {
    Optional<YamlNode.Mapping> config = YamlFields.map(root, "config");
    Optional<String> prefix = config.flatMap(c -> YamlFields.text(c, "envPrefix"));
    if (prefix.isPresent() && !prefix.get().matches("[A-Z][A-Z0-9_]*")) {
      problems.add(
          Diagnostic.error("invalid-name", "`envPrefix` can't be `" + prefix.get() + "`")
              .at(config.get().find("envPrefix").orElseThrow().position())
              .hint("Use upper-case letters, digits and _, starting with a letter"));
    }
    String chosen = prefix.orElse(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    return chosen.endsWith("_") ? chosen.substring(0, chosen.length() - 1) : chosen;
  }

  private Map<ValuePath, ProjectSpec.Input> inputs(YamlNode.Mapping root) {
    Map<ValuePath, ProjectSpec.Input> inputs = new LinkedHashMap<>();
    Map<String, YamlNode.Entry> declared =
        YamlFields.map(root, "inputs").map(YamlNode.Mapping::entries).orElse(Map.of());
    declared.forEach(
        (path, entry) -> {
          if (!path.matches("[A-Za-z_][\\w/-]*(\\.[\\w/-]+)*")) {
            problems.add(
                Diagnostic.error("invalid-name", "an input can't be named `" + path + "`")
                    .at(entry.keyPosition())
                    .hint("Write the path of a value, such as `image.tag`"));
            return;
          }
          YamlNode.Mapping details =
              entry.value() instanceof YamlNode.Mapping mapping
                  ? mapping
                  : new YamlNode.Mapping(Map.of(), entry.value().position());
          inputs.put(
              ValuePath.parse(path),
              new ProjectSpec.Input(
                  YamlFields.flag(details, "required"),
                  YamlFields.text(details, "description"),
                  entry.keyPosition()));
        });
    return inputs;
  }

  private Map<String, String> requires(YamlNode.Mapping root) {
    Map<String, String> requires = new LinkedHashMap<>();
    Optional<YamlNode.Mapping> ranges = YamlFields.map(root, "requires");
    for (String tool : ranges.map(r -> r.entries().keySet()).orElse(java.util.Set.of())) {
      Optional<String> range = YamlFields.text(ranges.get(), tool);
      range.ifPresent(text -> requires.put(tool, text));
      if (range.isPresent() && VersionRange.parse(range.get()).isEmpty()) {
        problems.add(
            Diagnostic.error(
                    "invalid-range", "`" + range.get() + "` is no range of versions of " + tool)
                .at(ranges.get().find(tool).orElseThrow().position())
                .hint("Write it like `>=1.28` or `>=3.13 <5`"));
      }
    }
    return requires;
  }

  /** Returns the failure policy of the map, if it has a valid one. */
  static Optional<FailurePolicy> policy(YamlNode.Mapping mapping) {
    return YamlFields.text(mapping, "onFailure")
        .flatMap(
            text ->
                java.util.Arrays.stream(FailurePolicy.values())
                    .filter(policy -> policy.word().equals(text))
                    .findFirst());
  }
}
