package io.deployctl.providers.terraform;

import io.deployctl.core.diagnostic.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds blocks and assignments in a root's files by how they look on their line, as formatted code
 * has them. Terraform's plan names no lines; what is not found this way has none.
 */
final class RootFiles {
  private static final long LARGEST = 1024L * 1024;

  private final Path project;
  private final Path root;
  private final Map<Path, List<String>> read = new HashMap<>();

  /**
   * Makes one.
   *
   * @param root the root's directory, relative to the project
   */
  RootFiles(Path project, String root) {
    this.project = project.toAbsolutePath().normalize();
    this.root = this.project.resolve(root).normalize();
  }

  /** Returns where a block begins: {@code resource}, its type and its name. */
  Optional<SourcePosition> find(String... words) {
    StringBuilder pattern = new StringBuilder("^\\s*" + words[0]);
    for (int i = 1; i < words.length; i++) {
      pattern.append("\\s+\"").append(Pattern.quote(words[i])).append('"');
    }
    return first(sources(), Pattern.compile(pattern.append("\\s*\\{").toString()));
  }

  /** Returns where a local value is set. */
  Optional<SourcePosition> findLocal(String name) {
    return first(sources(), Pattern.compile("^\\s*" + Pattern.quote(name) + "\\s*=[^=].*"));
  }

  /**
   * Returns where the last of the files sets the variable.
   *
   * @param files names relative to the project
   */
  Optional<SourcePosition> assigned(List<String> files, String name) {
    Pattern assignment = Pattern.compile("^\\s*\"?" + Pattern.quote(name) + "\"?\\s*[=:].*");
    for (int i = files.size() - 1; i >= 0; i--) {
      Optional<SourcePosition> found =
          first(List.of(project.resolve(files.get(i)).normalize()), assignment);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<SourcePosition> first(List<Path> files, Pattern pattern) {
    for (Path file : files) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).lookingAt()) {
          String name = project.relativize(file).toString().replace('\\', '/');
          return Optional.of(new SourcePosition(name, i + 1, 0));
        }
      }
    }
    return Optional.empty();
  }

  private List<Path> sources() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return new ArrayList<>(
          files.filter(file -> file.getFileName().toString().endsWith(".tf")).sorted().toList());
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private List<String> lines(Path file) {
    return read.computeIfAbsent(
        file,
        path -> {
          try {
            return Files.size(path) > LARGEST ? List.of() : Files.readAllLines(path);
          } catch (IOException unreadable) {
            return List.of();
          }
        });
  }
}
