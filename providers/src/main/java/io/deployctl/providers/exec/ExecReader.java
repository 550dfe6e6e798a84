package io.deployctl.providers.exec;

import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.InputDigest;
import io.deployctl.providers.input.ProjectPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads an exec step from its settings, with the files that it is made of. */
final class ExecReader {
  private static final long LARGEST = 16L << 20;

  private final StepScope scope;
  private final Settings settings;

  ExecReader(StepScope scope) {
    this.scope = scope;
    this.settings = scope.settings();
  }

  /** Returns the step, with an empty text for every variable that is not known yet. */
  ExecSpec read() {
    List<String> command = settings.texts("command");
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw ProjectPaths.wrong(scope, "command", "`command` is empty");
    }
    SortedMap<String, String> variables = new TreeMap<>();
    SortedMap<String, String> secrets = new TreeMap<>();
    settings.map("env").entries().forEach((key, value) -> put(key, value, variables, secrets));
    return new ExecSpec(
        command,
        settings.texts("check"),
        settings.texts("undo"),
        variables,
        secrets,
        directory(),
        settings.duration("timeout", Duration.ofMinutes(10)),
        settings.optionalText("when").orElse("inputs-changed").equals("always"),
        digest().digest());
  }

  /**
   * Returns the files, packed: with them, the step can be repeated or undone without a checkout.
   */
  byte[] files() {
    Set<Path> files = inputs();
    Path project = project();
    return Archive.pack(
            project,
            List.of(project),
            path ->
                files.contains(path)
                    || Files.isDirectory(path) && files.stream().anyMatch(f -> f.startsWith(path)),
            LARGEST)
        .orElseThrow(
            () ->
                ProjectPaths.wrong(scope, "inputs", "the inputs are larger than 16 MiB together"));
  }

  private InputDigest digest() {
    InputDigest digest = new InputDigest(scope.tagger());
    for (String key : List.of("command", "check", "undo", "directory", "env")) {
      Value none = new Value.Scalar(Optional.empty(), Set.of());
      digest.add(key, settings.find(key).orElse(none));
    }
    for (Path file : inputs()) {
      digest.add(project().relativize(file).toString(), content(file));
    }
    return digest;
  }

  private SortedSet<Path> inputs() {
    SortedSet<Path> files = new TreeSet<>();
    for (String key : List.of("command", "check", "undo")) {
      settings.texts(key).stream().findFirst().flatMap(this::script).ifPresent(files::add);
    }
    for (String name : settings.texts("inputs")) {
      Path path = ProjectPaths.inside(scope, "inputs", name);
      if (!Files.exists(path)) {
        throw ProjectPaths.wrong(scope, "inputs", "`inputs` names no file: `" + name + "`");
      }
      files.addAll(below(path));
    }
    return files;
  }

  private List<Path> below(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException failed) {
      throw ProjectPaths.wrong(scope, "inputs", "`" + path + "` can't be read");
    }
  }

  /** Returns the project's file that a command's first word names, if it names one. */
  private Optional<Path> script(String program) {
    Path path = project().resolve(program).normalize();
    return program.contains("/") && path.startsWith(project()) && Files.isRegularFile(path)
        ? Optional.of(path)
        : Optional.empty();
  }

  private void put(
      String key, Value value, Map<String, String> variables, Map<String, String> secrets) {
    if (value instanceof Value.Scalar scalar) {
      variables.put(key, scalar.text());
    } else if (value instanceof Value.Secret secret) {
      scope.redactor().register(secret.text());
      secrets.put(key, secret.text().reveal());
    } else if (value instanceof Value.Unknown) {
      variables.put(key, "");
    } else {
      throw ProjectPaths.wrong(scope, "env", "variable `" + key + "` must be a single value");
    }
  }

  private String directory() {
    return settings.optionalText("directory").isPresent()
        ? ProjectPaths.directory(scope, "directory")
        : "";
  }

  private Path project() {
    return scope.projectDirectory().toAbsolutePath().normalize();
  }

  private byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw ProjectPaths.wrong(scope, "inputs", "`" + file + "` can't be read");
    }
  }
}
