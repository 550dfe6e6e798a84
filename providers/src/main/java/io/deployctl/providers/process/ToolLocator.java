package io.deployctl.providers.process;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.Redactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/**
 * Finds the tools that steps drive and checks that their versions will do. Each program is asked
 * for its version once. Safe for several threads.
 */
public final class ToolLocator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Terraform asks the internet for news, logs, and takes more arguments, unless it is told not to.
   */
  private static final Map<String, String> QUIET =
      Map.of("CHECKPOINT_DISABLE", "1", "TF_LOG", "", "TF_CLI_ARGS", "");

  private final ProcessRunner runner;
  private final Programs programs;
  private final Optional<Path> cache;
  private final Supplier<Map<String, String>> requires;
  private final Redactor redactor;
  private final Cancellation cancellation;
  private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
  private final SortedMap<String, String> versions =
      Collections.synchronizedSortedMap(new TreeMap<>());

  private record Answer(Optional<ToolVersion> version, ToolResult.End end, String output) {}

  /**
   * Makes a locator.
   *
   * @param runner runs the tools
   * @param environment whose {@code PATH} is searched
   * @param cache a directory of binaries that is searched after the {@code PATH}
   * @param requires the version ranges that the project asks for, by tool name; read at each search
   * @param redactor masks secrets in what tools say
   * @param cancellation ends a tool that does not answer
   */
  public ToolLocator(
      ProcessRunner runner,
      Map<String, String> environment,
      Optional<Path> cache,
      Supplier<Map<String, String>> requires,
      Redactor redactor,
      Cancellation cancellation) {
    this.runner = runner;
    this.programs = new Programs(environment);
    this.cache = cache;
    this.requires = requires;
    this.redactor = redactor;
    this.cancellation = cancellation;
  }

  /**
   * Returns the first of the tools that is there.
   *
   * @param kinds tools that can stand in for each other, the first choice first
   * @throws DeployctlException saying what was found, where, and what to do, when there is none
   *     that will do
   */
  public Tool find(ToolKind... kinds) {
    List<String> problems = new ArrayList<>();
    for (ToolKind kind : kinds) {
      Programs.Lookup lookup = lookup(kind.binary());
      if (lookup.program().isPresent()) {
        return checked(kind, lookup.program().get());
      }
      problems.add(lookup.problem());
    }
    throw missing(kinds[0], problems);
  }

  /**
   * Returns the tool at a path.
   *
   * @param kind which tool it is
   * @param path a path, or a name to look for
   * @param directory what a relative path is relative to
   * @throws DeployctlException as {@link #find} does
   */
  public Tool at(ToolKind kind, String path, Path directory) {
    Programs.Lookup lookup = path.indexOf('/') < 0 ? lookup(path) : programs.find(path, directory);
    return checked(
        kind, lookup.program().orElseThrow(() -> missing(kind, List.of(lookup.problem()))));
  }

  /** Returns the versions of the tools that steps act with and that were found so far, by name. */
  public Map<String, String> versions() {
    synchronized (versions) {
      return Map.copyOf(versions);
    }
  }

  private Programs.Lookup lookup(String name) {
    Optional<Path> onPath = programs.onPath(name);
    if (onPath.isPresent()) {
      return Programs.startable(name, onPath.get());
    }
    String problem = programs.absent(name).problem();
    return cache
        .map(
            directory ->
                new Programs.Lookup(
                    Programs.in(directory.toString(), name), problem + ", nor in " + directory))
        .orElseGet(() -> new Programs.Lookup(Optional.empty(), problem));
  }

  private static DeployctlException missing(ToolKind kind, List<String> problems) {
    Diagnostic missing =
        Diagnostic.error("missing-tool", "`" + kind.binary() + "` is needed, and was not found");
    for (String problem : problems) {
      missing = missing.detail(problem);
    }
    return DeployctlException.invalid(missing.hint(advice(kind)));
  }

  private Tool checked(ToolKind kind, Path program) {
    Answer answer = answers.computeIfAbsent(program, path -> ask(kind, path));
    ToolVersion version =
        answer
            .version()
            .orElseThrow(() -> DeployctlException.invalid(unanswered(kind, program, answer)));
    require(kind, program, version, kind.supported(), "deployctl");
    String range = requires.get().get(kind.requirement());
    if (range != null) {
      require(kind, program, version, range, "the project");
    }
    if (kind.acts()) {
      versions.put(kind.binary(), version.toString());
    }
    return new Tool(kind.binary(), program, version);
  }

  private Answer ask(ToolKind kind, Path program) {
    List<String> arguments = new ArrayList<>(List.of(program.toString()));
    arguments.addAll(kind.versionArguments());
    ToolResult result =
        runner.run(
            new ToolCommand(
                arguments,
                program.getParent(),
                QUIET,
                Map.of(),
                Optional.empty(),
                PATIENCE,
                line -> {}),
            redactor,
            cancellation);
    Matcher matcher = kind.versionPattern().matcher(result.output());
    Optional<ToolVersion> version =
        matcher.find() ? ToolVersion.parse(matcher.group(1)) : Optional.empty();
    List<String> lines = result.lastLines();
    return new Answer(
        version,
        result.end(),
        String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
  }

  private static void require(
      ToolKind kind, Path program, ToolVersion version, String written, String whose) {
    VersionRange range =
        VersionRange.parse(written)
            .orElseThrow(() -> DeployctlException.invalid(badRange(kind, written)));
    if (!range.allows(version)) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "unsuitable-tool",
                  "`%s` is version %s, but %s needs %s"
                      .formatted(kind.binary(), version, whose, range))
              .detail("found at " + program)
              .hint(advice(kind)));
    }
  }

  private static Diagnostic badRange(ToolKind kind, String written) {
    return Diagnostic.error(
            "invalid-range",
            "`requires.%s` is no version range: `%s`".formatted(kind.requirement(), written))
        .hint("write bounds such as `>=3.13 <5`");
  }

  private static Diagnostic unanswered(ToolKind kind, Path program, Answer answer) {
    return Diagnostic.error(
            "unsuitable-tool", "`" + kind.binary() + "` did not tell its version when asked")
        .detail("found at " + program)
        .detail(
            switch (answer.end()) {
              case TIMED_OUT -> "it did not end within " + PATIENCE.toSeconds() + " s";
              case ABORTED -> "it was ended, because the run is";
              case EXITED, NOT_FOUND ->
                  "it said: " + (answer.output().isEmpty() ? "nothing" : answer.output());
            })
        .hint(advice(kind));
  }

  private static String advice(ToolKind kind) {
    return "install %s %s (%s), and make sure that it comes first on the PATH"
        .formatted(kind.binary(), kind.supported(), kind.installation());
  }
}
