package io.deployctl.providers.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell would, on the {@code PATH} of a given environment. */
final class Programs {
  private final String path;

  /**
   * What looking for a program came to.
   *
   * @param program the program, absolute; empty where there is none
   * @param problem why there is none
   */
  record Lookup(Optional<Path> program, String problem) {}

  Programs(Map<String, String> environment) {
    this.path = environment.getOrDefault("PATH", "");
  }

  /** Returns the program of the name, from the {@code PATH} or, with a slash, the directory. */
  Lookup find(String name, Path directory) {
    if (!Files.isDirectory(directory)) {
      return missing("the directory `" + directory + "` does not exist");
    }
    if (name.indexOf('/') < 0) {
      return onPath(name)
          .map(program -> new Lookup(Optional.of(program), ""))
          .orElseGet(() -> missing("`" + name + "` is not on the PATH (" + path + ")"));
    }
    Path program = directory.resolve(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(program)) {
      return missing("`" + name + "` does not exist");
    }
    return Files.isExecutable(program)
        ? new Lookup(Optional.of(program), "")
        : missing("`" + name + "` is not executable; `chmod +x` makes it so");
  }

  /** Returns the first executable file of the name in the directories of the {@code PATH}. */
  Optional<Path> onPath(String name) {
    for (String directory : path.split(":")) {
      Optional<Path> program = directory.isEmpty() ? Optional.empty() : in(directory, name);
      if (program.isPresent()) {
        return program;
      }
    }
    return Optional.empty();
  }

  /** Returns the {@code PATH} that is searched. */
  String path() {
    return path;
  }

  /** Returns the executable file of the name in the directory, if there is one. */
  static Optional<Path> in(String directory, String name) {
    try {
      Path program = Path.of(directory, name).toAbsolutePath();
      return Files.isRegularFile(program) && Files.isExecutable(program)
          ? Optional.of(program)
          : Optional.empty();
    } catch (InvalidPathException notOne) {
      return Optional.empty();
    }
  }

  private static Lookup missing(String problem) {
    return new Lookup(Optional.empty(), problem);
  }
}
