package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.ProjectPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Reads a step's settings, in which nothing may be unknown any more, and its files. */
final class CommandReader {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final long LARGEST_FILES = 8 << 20;

  private final StepScope scope;
  private final Settings settings;
  private final Path project;

  CommandReader(StepScope scope) {
    this.scope = scope;
    this.settings = scope.settings();
    this.project = scope.projectDirectory().toAbsolutePath().normalize();
  }

  ExecCommand read() {
    List<String> command = settings.texts("command");
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw ProjectPaths.wrong(scope, "command", "`command` names no program");
    }
    List<String> check = settings.texts("check");
    List<String> undo = settings.texts("undo");
    SortedSet<Path> files = new TreeSet<>();
    addProgram("command", command, files);
    addProgram("check", check, files);
    addProgram("undo", undo, files);
    SortedMap<String, String> inputs = new TreeMap<>();
    for (Path input : inputs(files)) {
      inputs.put(project.relativize(input).toString(), digest(input));
    }
    Variables variables = new Variables();
    settings.map("env").entries().forEach(variables::add);
    return new ExecCommand(
        command,
        settings.optionalText("directory").map(name -> directory()).orElse(""),
        variables.plain,
        variables.secret,
        variables.volatiles,
        check,
        undo,
        settings.duration("timeout", TIMEOUT),
        inputs,
        Archive.packFiles(project, files, LARGEST_FILES).map(Content::open));
  }

  private String directory() {
    return ProjectPaths.directory(scope, "directory");
  }

  private void addProgram(String key, List<String> command, SortedSet<Path> files) {
    if (command.isEmpty() || command.get(0).indexOf('/') < 0 || command.get(0).startsWith("/")) {
      return;
    }
    Path program = ProjectPaths.file(scope, key, command.get(0));
    if (!Files.isExecutable(program)) {
      DeployctlException wrong =
          ProjectPaths.wrong(scope, key, "`" + command.get(0) + "` is not executable");
      throw DeployctlException.invalid(
          wrong.diagnostics().get(0).hint("`chmod +x " + command.get(0) + "` makes it so"));
    }
    files.add(program);
  }

  /** Returns the files that count as inputs: those that the step names, and the program itself. */
  private SortedSet<Path> inputs(SortedSet<Path> files) {
    SortedSet<Path> inputs = new TreeSet<>();
    String program = settings.texts("command").get(0);
    files.stream()
        .filter(file -> file.equals(project.resolve(program).normalize()))
        .forEach(inputs::add);
    for (String pattern : settings.texts("inputs")) {
      List<Path> found = matching(pattern);
      if (found.isEmpty()) {
        throw ProjectPaths.wrong(scope, "inputs", "`inputs` names no file: `" + pattern + "`");
      }
      inputs.addAll(found);
    }
    files.addAll(inputs);
    return inputs;
  }

  private List<Path> matching(String pattern) {
    Path literal = ProjectPaths.inside(scope, "inputs", pattern.replaceAll("[*?\\[{].*", ""));
    if (literal.equals(project.resolve(pattern).normalize()) && Files.isRegularFile(literal)) {
      return List.of(literal);
    }
    List<Path> found = new ArrayList<>();
    try {
      PathMatcher matcher = project.getFileSystem().getPathMatcher("glob:" + pattern);
      Files.walkFileTree(
          Files.isDirectory(literal) ? literal : literal.getParent(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              boolean repository = path.getFileName().toString().equals(".git");
              return repository ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              Path name = project.relativize(path);
              boolean below = name.startsWith(project.relativize(literal));
              boolean whole = pattern.equals(project.relativize(literal).toString());
              if (attributes.isRegularFile() && (matcher.matches(name) || (whole && below))) {
                found.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
      return found;
    } catch (PatternSyntaxException wrong) {
      throw ProjectPaths.wrong(scope, "inputs", "`inputs` has no valid pattern: `" + pattern + "`");
    } catch (IOException failed) {
      throw new UncheckedIOException("look for " + pattern, failed);
    }
  }

  private static String digest(Path file) {
    try {
      return Digest.of(Files.readAllBytes(file)).brief();
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + file, failed);
    }
  }

  /** Sorts variables by whether their values may be seen. */
  private final class Variables {
    private final SortedMap<String, String> plain = new TreeMap<>();
    private final SortedMap<String, String> secret = new TreeMap<>();
    private final List<String> volatiles = new ArrayList<>();

    private void add(String name, Value value) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw ProjectPaths.wrong(
            scope, "env", "`" + name + "` can't be the name of an environment variable");
      }
      if (value instanceof Value.Secret hidden) {
        scope.redactor().register(hidden.text());
        secret.put(name, hidden.text().reveal());
        if (!hidden.changesCount()) {
          volatiles.add(name);
        }
      } else {
        plain.put(name, new Settings(mapping(name, value)).text(name));
      }
    }

    private Value.Mapping mapping(String name, Value value) {
      return new Value.Mapping(Map.of(name, value), value.origins());
    }
  }
}
