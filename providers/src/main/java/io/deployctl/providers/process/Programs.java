package io.deployctl.providers.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell would, on the {@code PATH} of a given environment. */
final class Programs {
  private static final String[] EMPTY = {};

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
      return onPath(name).map(program -> startable(name, program)).orElseGet(() -> absent(name));
    }
    Path program = directory.resolve(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(program)) {
      return missing("`" + name + "` does not exist");
    }
    return Files.isExecutable(program)
        ? startable(name, program)
        : missing("`" + name + "` is not executable; `chmod +x` makes it so");
  }

  /** Returns that no directory of the {@code PATH} has the program, and what is nearest to it. */
  Lookup absent(String name) {
    String problem = "`" + name + "` is not on the PATH (" + path + ")";
    for (String directory : path.split(":")) {
      Path file = Path.of(directory.isEmpty() ? "." : directory, name);
      if (!directory.isEmpty() && Files.isRegularFile(file)) {
        return missing(problem + "; `" + file + "` is not executable");
      }
    }
    return missing(problem);
  }

  /**
   * Returns the program, unless it is a script for an interpreter that is not there: the system
   * then says that the script itself does not exist.
   */
  static Lookup startable(String name, Path program) {
    return interpreter(program)
        .filter(interpreter -> interpreter.startsWith("/"))
        .filter(interpreter -> !Files.isExecutable(Path.of(interpreter)))
        .map(
            interpreter ->
                missing(
                    "`%s` can't be started: its first line names `%s`, which is not there"
                        .formatted(name, interpreter)))
        .orElseGet(() -> new Lookup(Optional.of(program), ""));
  }

  private static Optional<String> interpreter(Path program) {
    try (InputStream in = Files.newInputStream(program)) {
      String line = new String(in.readNBytes(256), StandardCharsets.UTF_8).split("\\R", 2)[0];
      String[] words = line.startsWith("#!") ? line.substring(2).strip().split("\\s") : EMPTY;
      return words.length > 0 && words[0].indexOf('\0') < 0
          ? Optional.of(words[0])
          : Optional.empty();
    } catch (IOException unreadable) {
      // Who may run a program may not always read it.
      return Optional.empty();
    }
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
