package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.VersionRange;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.schema.Settings;
import io.deployctl.providers.kubernetes.guards.VersionAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the API versions in a step's files without a cluster and without rendering, so that no
 * value and no secret is needed: version and kind of an object stand at the left margin, in
 * templates too. What stands elsewhere, as in a list, is left to planning.
 */
public final class VersionScan {
  private static final long LARGEST = 8L * 1024 * 1024;
  private static final Pattern FIELD =
      Pattern.compile("(apiVersion|kind):\\s*[\"']?([A-Za-z0-9./-]+)[\"']?\\s*(?:#.*)?");

  private final Path project;
  private final VersionAdvice advice;

  /**
   * Makes one.
   *
   * @param project the project's directory
   * @param kubernetes the versions that the project is for
   */
  public VersionScan(Path project, VersionRange kubernetes) {
    this.project = requireNonNull(project, "project is null").toAbsolutePath().normalize();
    this.advice = new VersionAdvice(kubernetes::matches);
  }

  /** Returns what is wrong with the versions in the files of a step. */
  public List<Diagnostic> of(Settings settings) {
    List<String> paths = new ArrayList<>(settings.texts("paths"));
    settings.optionalText("blueprint").ifPresent(name -> paths.add("templates/" + name));
    // What is wrong with the paths themselves is told by whoever reads the files.
    ManifestFiles files = new ManifestFiles(project, new Diagnostics());
    List<Diagnostic> found = new ArrayList<>();
    for (Path file : files.find(paths, Optional.empty())) {
      scan(file, found);
    }
    return found;
  }

  private void scan(Path file, List<Diagnostic> found) {
    List<String> lines = lines(file);
    String name = project.relativize(file).toString().replace('\\', '/');
    Optional<String> version = Optional.empty();
    Optional<String> kind = Optional.empty();
    int place = 0;
    for (int i = 0; i <= lines.size(); i++) {
      boolean ends = i == lines.size() || lines.get(i).startsWith("---");
      Matcher field = FIELD.matcher(ends ? "" : lines.get(i));
      if (ends) {
        look(version, kind, new SourcePosition(name, place, 0)).ifPresent(found::add);
        version = Optional.empty();
        kind = Optional.empty();
      } else if (field.matches() && field.group(1).equals("kind")) {
        kind = Optional.of(field.group(2));
      } else if (field.matches()) {
        version = Optional.of(field.group(2));
        place = i + 1;
      }
    }
  }

  private Optional<Diagnostic> look(
      Optional<String> version, Optional<String> kind, SourcePosition place) {
    return version.isEmpty() || kind.isEmpty()
        ? Optional.empty()
        : advice.of(version.get(), kind.get()).map(told -> told.at(place));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.size(file) > LARGEST ? List.of() : Files.readAllLines(file);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
