package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files that a step names, in the order in which they are read. */
final class ManifestFiles {
  private static final int MOST = 10_000;
  private static final int DEPTH = 32;

  private final Path project;
  private final Diagnostics problems;

  /**
   * Makes one.
   *
   * @param project the project's directory, which paths are relative to and stay inside of
   * @param problems takes what is wrong
   */
  ManifestFiles(Path project, Diagnostics problems) {
    this.project = project.toAbsolutePath().normalize();
    this.problems = problems;
  }

  /**
   * Returns the files: each as named, each directory's {@code *.yaml}, {@code *.yml} and {@code
   * *.json} at any depth by name.
   *
   * @param position where the paths are written
   */
  List<Path> find(List<String> paths, Optional<SourcePosition> position) {
    Set<Path> files = new LinkedHashSet<>();
    for (String path : paths) {
      Path file = project.resolve(path).normalize();
      if (!file.startsWith(project)) {
        problems.add(
            at(Diagnostic.error("outside-project", "`" + path + "` leaves the project"), position)
                .hint("Keep what a project deploys inside of it"));
      } else if (Files.isDirectory(file)) {
        addDirectory(file, path, files, position);
      } else if (Files.isRegularFile(file)) {
        files.add(file);
      } else {
        problems.add(missing(path, file, position));
      }
    }
    return List.copyOf(files);
  }

  private void addDirectory(
      Path directory, String path, Collection<Path> files, Optional<SourcePosition> position) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(directory, DEPTH)) {
      walk.filter(file -> isManifest(directory, file))
          .sorted()
          .limit(MOST + 1L)
          .forEach(found::add);
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      String summary = "can't read the directory `" + path + "`";
      problems.add(at(Diagnostic.error("unreadable-file", summary), position));
    }
    if (found.isEmpty()) {
      String summary = "`" + path + "` holds no manifest";
      problems.add(
          at(Diagnostic.error("no-manifests", summary), position)
              .hint("Manifests end in .yaml, .yml or .json"));
    } else if (found.size() > MOST) {
      String summary = "`" + path + "` holds more than " + MOST + " files";
      problems.add(at(Diagnostic.error("too-many-files", summary), position));
    } else {
      files.addAll(found);
    }
  }

  private static boolean isManifest(Path directory, Path file) {
    String name = file.getFileName().toString();
    boolean hidden = false;
    for (Path part : directory.relativize(file)) {
      hidden = hidden || part.toString().startsWith(".");
    }
    boolean manifest = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    return manifest && !hidden && !name.equals(Blueprint.FILE) && Files.isRegularFile(file);
  }

  private static Diagnostic missing(String path, Path file, Optional<SourcePosition> position) {
    Diagnostic diagnostic =
        at(Diagnostic.error("no-such-file", "`" + path + "` does not exist"), position);
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return diagnostic;
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      List<String> names = siblings.map(found -> found.getFileName().toString()).toList();
      return Suggestion.nearest(file.getFileName().toString(), names)
          .map(near -> diagnostic.hint("Did you mean `" + near + "`?"))
          .orElse(diagnostic);
    } catch (IOException unreadable) {
      return diagnostic;
    }
  }

  private static Diagnostic at(Diagnostic diagnostic, Optional<SourcePosition> position) {
    return position.map(diagnostic::at).orElse(diagnostic);
  }
}
