package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.input.ProjectPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets a chart, whole: with its dependencies, as a directory of this run. What is planned is what
 * is kept and applied, whatever becomes of the repository meanwhile.
 */
final class ChartSource {
  private static final String FILE = "file://";
  private static final long LARGEST_CHART = 32 << 20;

  private final StepScope scope;
  private final HelmCli cli;

  ChartSource(StepScope scope, HelmCli cli) {
    this.scope = scope;
    this.cli = cli;
  }

  /** Returns the chart that the settings name: packed as Helm does, or as a directory's archive. */
  Content fetch() {
    String name = scope.settings().text("chart");
    Optional<String> repository = scope.settings().optionalText("repository");
    if (repository.isPresent() || name.startsWith("oci://")) {
      return pull(name, repository);
    }
    Path source = ProjectPaths.inside(scope, "chart", name);
    if (Files.isRegularFile(source) && name.endsWith(".tgz")) {
      return content(source);
    }
    if (!Files.isRegularFile(source.resolve("Chart.yaml"))) {
      throw noChart(name);
    }
    Path copy = copy(name, source);
    return Content.open(pack(name, copy));
  }

  /**
   * Copies a chart with all its dependencies in place. Charts that it names as {@code file://} are
   * put in as directories, because Helm's own archives of them differ each time.
   */
  private Path copy(String name, Path source) {
    Path project = scope.projectDirectory().toAbsolutePath().normalize();
    Path copy =
        scope
            .workDirectory()
            .resolve("chart-source")
            .toAbsolutePath()
            .resolve(project.relativize(source));
    if (Files.isDirectory(copy)) {
      return copy;
    }
    Archive.unpack(pack(name, source), copy);
    boolean complete = Files.isDirectory(copy.resolve("charts"));
    boolean update = scope.settings().flag("dependencyUpdate", false);
    List<Map<String, Object>> dependencies = dependencies(source);
    if (dependencies.isEmpty() || (complete && !update)) {
      return copy;
    }
    for (Map<String, Object> dependency : dependencies) {
      localPath(dependency).ifPresent(path -> copy(name, local(name, project, source, path)));
    }
    if (dependencies.stream().anyMatch(dependency -> localPath(dependency).isEmpty())) {
      download(copy, dependencies, update);
    }
    for (Map<String, Object> dependency : dependencies) {
      localPath(dependency)
          .ifPresent(path -> vendor(name, copy, copy.resolve(path).normalize(), dependency));
    }
    return copy;
  }

  private static Optional<String> localPath(Map<String, Object> dependency) {
    return Optional.ofNullable(dependency.get("repository"))
        .map(Object::toString)
        .filter(url -> url.startsWith(FILE))
        .map(url -> url.substring(FILE.length()));
  }

  private Path local(String name, Path project, Path source, String path) {
    Path other = source.resolve(path).normalize();
    if (!other.startsWith(project) || !Files.isRegularFile(other.resolve("Chart.yaml"))) {
      throw ProjectPaths.wrong(
          scope,
          "chart",
          "dependency `%s` of `%s` is no chart of the project".formatted(path, name));
    }
    return other;
  }

  private void vendor(String name, Path copy, Path dependency, Map<String, Object> declared) {
    String chart = String.valueOf(declared.get("name"));
    Path charts = PrivateFiles.directory(copy.resolve("charts"));
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(charts, chart + "-*.tgz")) {
      for (Path archive : archives) {
        Files.delete(archive);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + charts, failed);
    }
    Archive.unpack(pack(name, dependency), charts.resolve(chart));
  }

  /** Puts a chart that was kept where helm can read it, and returns its place. */
  static Path unpack(Content chart, Path directory) {
    byte[] bytes = chart.bytes();
    String name = "chart-" + chart.digest().brief();
    boolean packed = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    Path target = directory.resolve(packed ? name + ".tgz" : name).toAbsolutePath();
    if (packed) {
      PrivateFiles.write(target, bytes);
    } else if (!Files.isDirectory(target)) {
      Archive.unpack(bytes, target);
    }
    return target;
  }

  private Content pull(String name, Optional<String> repository) {
    Path directory = PrivateFiles.directory(scope.workDirectory().resolve("chart-source"));
    List<String> arguments =
        new ArrayList<>(List.of("pull", name, "--destination", directory.toString()));
    repository.ifPresent(url -> arguments.addAll(List.of("--repo", url)));
    arguments.addAll(List.of("--version", version(name)));
    scope.progress().tell("fetching chart " + name);
    ToolResult result = cli.offline(arguments, directory);
    if (!result.succeeded()) {
      throw HelmCli.failed("fetching chart `" + name + "`", result);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tgz")) {
      for (Path file : files) {
        return content(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + directory, failed);
    }
    throw DeployctlException.failed(
        Diagnostic.error("helm", "fetching chart `" + name + "` brought no chart"));
  }

  /** A chart without a version would be another one tomorrow. */
  private String version(String name) {
    return scope
        .settings()
        .optionalText("version")
        .orElseThrow(
            () ->
                ProjectPaths.wrong(
                    scope, "chart", "chart `" + name + "` needs a `version`, for it is no path"));
  }

  private byte[] pack(String name, Path directory) {
    return Archive.pack(directory, List.of(directory), path -> true, LARGEST_CHART)
        .orElseThrow(() -> tooLarge(name));
  }

  private Content content(Path file) {
    try {
      if (Files.size(file) > LARGEST_CHART) {
        throw tooLarge(file.getFileName().toString());
      }
      return Content.open(Files.readAllBytes(file));
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + file, failed);
    }
  }

  private DeployctlException tooLarge(String name) {
    return ProjectPaths.wrong(scope, "chart", "chart `" + name + "` is larger than 32 MiB");
  }

  private DeployctlException noChart(String name) {
    Diagnostic wrong =
        ProjectPaths.wrong(scope, "chart", "`" + name + "` is no chart: it has no Chart.yaml")
            .diagnostics()
            .get(0);
    return DeployctlException.invalid(
        wrong.hint("a chart of a repository needs `repository`, one of a registry `oci://`"));
  }

  private void download(Path copy, List<Map<String, Object>> dependencies, boolean update) {
    int number = 0;
    for (Map<String, Object> dependency : dependencies) {
      String url = String.valueOf(dependency.get("repository"));
      if (url.startsWith("http://") || url.startsWith("https://")) {
        ToolResult added = cli.offline(List.of("repo", "add", "dependency-" + number++, url), copy);
        if (!added.succeeded()) {
          throw HelmCli.failed("adding the chart repository `" + url + "`", added);
        }
      }
    }
    scope.progress().tell("resolving the chart's dependencies");
    Path lock = copy.resolve("Chart.lock");
    boolean locked = Files.isRegularFile(lock) && !update;
    ToolResult result = cli.offline(List.of("dependency", locked ? "build" : "update", "."), copy);
    if (!result.succeeded()) {
      throw HelmCli.failed("resolving the chart's dependencies", result);
    }
    if (!locked) {
      delete(lock);
    }
  }

  /** A lock that Helm just wrote holds the time, so it would make another chart each time. */
  private static void delete(Path lock) {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException failed) {
      throw new UncheckedIOException("delete " + lock, failed);
    }
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> dependencies(Path directory) {
    Path file = directory.resolve("Chart.yaml");
    return YamlReader.readFile(
            file, scope.settings().text("chart") + "/Chart.yaml", YamlSchema.CORE)
        .stream()
        .map(document -> document.toTree())
        .filter(tree -> tree instanceof Map<?, ?>)
        .map(tree -> ((Map<String, Object>) tree).get("dependencies"))
        .filter(list -> list instanceof List<?>)
        .flatMap(list -> ((List<Object>) list).stream())
        .filter(item -> item instanceof Map<?, ?>)
        .map(item -> (Map<String, Object>) item)
        .toList();
  }
}
