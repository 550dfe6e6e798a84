package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
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
import java.util.stream.Collectors;
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
    Set<String> files = files(directory);
    if (declared.isEmpty()) {
      Map<String, ProjectSpec.Environment> found = found(files);
      warnOfStrayFiles(files, found);
      return found;
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
    warnOfStrayFiles(files, environments);
    return environments;
  }

  /** Makes an environment of each file that can be one. */
  private static Map<String, ProjectSpec.Environment> found(Set<String> files) {
    Set<String> names = new TreeSet<>();
    files.stream().map(EnvironmentParser::name).filter(ProjectParser::isName).forEach(names::add);
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

  /** Returns the names of the files that only one environment reads. */
  private static Set<String> files(Path directory) {
    Path layers = directory.resolve(LayerFiles.DIRECTORY);
    if (!Files.isDirectory(layers)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(layers)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml") || file.endsWith(".env"))
          .filter(file -> !RESERVED.contains(name(file)))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw DeployctlException.invalid(
          Diagnostic.error("unreadable-file", "can't list " + LayerFiles.DIRECTORY)
              .detail(String.valueOf(unreadable.getMessage())));
    }
  }

  private static String name(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  /** Warns of files that no environment reads: one with a typing error would never be missed. */
  private void warnOfStrayFiles(
      Set<String> files, Map<String, ProjectSpec.Environment> environments) {
    for (String file : files) {
      String name = name(file);
      if (environments.containsKey(name)) {
        continue;
      }
      String path = LayerFiles.DIRECTORY + "/" + file;
      Optional<String> meant =
          environments.values().stream()
              .filter(environment -> environment.aliases().contains(name))
              .map(ProjectSpec.Environment::name)
              .findFirst()
              .or(() -> Suggestion.nearest(name, environments.keySet()));
      String ending = file.substring(name.length());
      problems.add(
          Diagnostic.warning("unread-file", path + " belongs to no environment")
              .at(SourcePosition.ofFile(path))
              .hint(
                  meant
                      .map(other -> "Rename it to " + other + ending)
                      .orElse("Name its environment under `environments`")));
    }
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
