package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads which environments there are: those under {@code environments:}; where that is absent, one
 * for each file in {@code environments/}; without such files, one named {@code default}.
 */
final class EnvironmentParser {
  /** Names that layers of every environment have. */
  static final Set<String> RESERVED = Set.of("default", "local");

  private final Diagnostics problems;

  EnvironmentParser(Diagnostics problems) {
    this.problems = problems;
  }

  Map<String, ProjectSpec.Environment> parse(Path directory, YamlNode.Mapping root) {
    Optional<YamlNode> declared = root.find("environments");
    if (declared.isEmpty()) {
      return found(directory);
    }
    Map<String, ProjectSpec.Environment> environments = new LinkedHashMap<>();
    YamlFields.map(root, "environments")
        .ifPresent(
            map ->
                map.entries()
                    .forEach((name, entry) -> environments.put(name, environment(name, entry))));
    if (environments.isEmpty()) {
      problems.add(
          Diagnostic.error("no-environment", "`environments` names none")
              .at(declared.get().position())
              .hint("Name one, or remove the key"));
    }
    checkAliases(environments);
    return environments;
  }

  private static Map<String, ProjectSpec.Environment> found(Path directory) {
    Set<String> names = new TreeSet<>();
    Path layers = directory.resolve(LayerFiles.DIRECTORY);
    if (Files.isDirectory(layers)) {
      try (Stream<Path> files = Files.list(layers)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".yaml") || file.endsWith(".env"))
            .map(file -> file.substring(0, file.lastIndexOf('.')))
            .filter(name -> !RESERVED.contains(name) && ProjectParser.isName(name))
            .forEach(names::add);
      } catch (IOException unreadable) {
        throw DeployctlException.invalid(
            Diagnostic.error("unreadable-file", "can't list " + LayerFiles.DIRECTORY)
                .detail(String.valueOf(unreadable.getMessage())));
      }
    }
    Map<String, ProjectSpec.Environment> environments = new LinkedHashMap<>();
    for (String name : names.isEmpty() ? Set.of("default") : names) {
      environments.put(
          name,
          new ProjectSpec.Environment(
              name,
              List.of(),
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty(),
              SourcePosition.ofFile(ProjectFinder.FILE)));
    }
    return environments;
  }

  private ProjectSpec.Environment environment(String name, YamlNode.Entry entry) {
    if (!ProjectParser.isName(name)) {
      problems.add(ProjectParser.invalidName("an environment's name", name, entry.keyPosition()));
    } else if (RESERVED.contains(name)) {
      problems.add(
          Diagnostic.error("invalid-name", "an environment can't be named `" + name + "`")
              .at(entry.keyPosition())
              .hint("environments/" + name + ".yaml is a layer of every environment"));
    }
    YamlNode.Mapping details =
        entry.value() instanceof YamlNode.Mapping mapping
            ? mapping
            : new YamlNode.Mapping(Map.of(), entry.value().position());
    boolean isProtected = YamlFields.flag(details, "protected");
    Optional<YamlNode.Mapping> target = YamlFields.map(details, "target");
    boolean located =
        target.isPresent()
            && Stream.of("clusterId", "contexts", "stateDirectory")
                .anyMatch(key -> !YamlFields.texts(target.get(), key).isEmpty());
    if (isProtected && !located) {
      problems.add(
          Diagnostic.error(
                  "protected-without-target",
                  "`" + name + "` is protected, and nothing says which cluster it is")
              .at(entry.keyPosition())
              .hint("Give it a `target` with `clusterId`, or at least `contexts`"));
    }
    return new ProjectSpec.Environment(
        name,
        YamlFields.texts(details, "aliases").stream().map(YamlNode.Scalar::text).toList(),
        target,
        isProtected,
        ProjectParser.policy(details),
        YamlFields.text(details, "description"),
        entry.keyPosition());
  }

  private void checkAliases(Map<String, ProjectSpec.Environment> environments) {
    Map<String, String> taken = new LinkedHashMap<>();
    environments.keySet().forEach(name -> taken.put(name, name));
    for (ProjectSpec.Environment environment : environments.values()) {
      for (String alias : environment.aliases()) {
        String other = taken.putIfAbsent(alias, environment.name());
        if (other != null) {
          problems.add(
              Diagnostic.error(
                      "duplicate-alias",
                      "`" + alias + "` already means the environment `" + other + "`")
                  .at(environment.position())
                  .hint("Give `" + environment.name() + "` another alias"));
        }
      }
    }
  }
}
