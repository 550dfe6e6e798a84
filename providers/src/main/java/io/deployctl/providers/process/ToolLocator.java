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

  private final ProcessRunner runner;
  private final Programs programs;
  private final Optional<Path> cache;
  private final Supplier<Map<String, String>> requires;
  private final Redactor redactor;
  private final Cancellation cancellation;
  private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
  private final SortedMap<String, String> versions =
      Collections.synchronizedSortedMap(new TreeMap<>());

  private record Answer(Optional<ToolVersion> version, String output) {}

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
   * Returns the tool.
   *
   * @param kind which tool
   * @throws DeployctlException saying what was found, where, and what to do, when there is none
   *     that will do
   */
  public Tool find(ToolKind kind) {
    return find(kind, List.of(kind.binary()), Path.of("").toAbsolutePath());
  }

  /**
   * Returns the first of several programs that is there.
   *
   * @param kind which tool; its range applies
   * @param names names to look for on the {@code PATH}, or paths, in this order
   * @param directory what a relative path is relative to
   * @throws DeployctlException as {@link #find(ToolKind)} does
   */
  public Tool find(ToolKind kind, List<String> names, Path directory) {
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      Programs.Lookup lookup = lookup(name, directory);
      if (lookup.program().isPresent()) {
        return checked(kind, lookup.program().get());
      }
      problems.add(lookup.problem());
    }
    Diagnostic missing =
        Diagnostic.error("missing-tool", "`" + kind.binary() + "` is needed, and was not found");
    for (String problem : problems) {
      missing = missing.detail(problem);
    }
    throw DeployctlException.invalid(missing.hint(advice(kind)));
  }

  /** Returns the versions of the tools that were found so far, by tool name. */
  public Map<String, String> versions() {
    synchronized (versions) {
      return Map.copyOf(versions);
    }
  }

  private Programs.Lookup lookup(String name, Path directory) {
    Programs.Lookup lookup = programs.find(name, directory);
    if (lookup.program().isPresent() || cache.isEmpty() || name.indexOf('/') >= 0) {
      return lookup;
    }
    Optional<Path> cached = new Programs(Map.of("PATH", cache.get().toString())).onPath(name);
    String problem = lookup.problem() + ", nor in " + cache.get();
    return new Programs.Lookup(cached, problem);
  }

  private Tool checked(ToolKind kind, Path program) {
    Answer answer = answers.computeIfAbsent(program, path -> ask(kind, path));
    ToolVersion version =
        answer
            .version()
            .orElseThrow(() -> DeployctlException.invalid(unanswered(kind, program, answer)));
    require(kind, program, version, kind.supported(), "deployctl");
    String range = requires.get().get(kind.binary());
    if (range != null) {
      require(kind, program, version, range, "the project");
    }
    versions.put(kind.binary(), version.toString());
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
                Map.of("CHECKPOINT_DISABLE", "1"),
                Map.of(),
                Optional.empty(),
                PATIENCE,
                line -> {}),
            redactor,
            cancellation);
    Matcher matcher = kind.versionPattern().matcher(result.output());
    Optional<ToolVersion> version =
        matcher.find() ? ToolVersion.parse(matcher.group(1)) : Optional.empty();
    return new Answer(version, String.join(" ", result.lastLines()));
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
            "`requires.%s` is no version range: `%s`".formatted(kind.binary(), written))
        .hint("write bounds such as `>=3.13 <5`");
  }

  private static Diagnostic unanswered(ToolKind kind, Path program, Answer answer) {
    return Diagnostic.error(
            "unsuitable-tool", "`" + kind.binary() + "` did not tell its version when asked")
        .detail("found at " + program)
        .detail("it said: " + (answer.output().isEmpty() ? "nothing" : answer.output()))
        .hint(advice(kind));
  }

  private static String advice(ToolKind kind) {
    return "install %s %s (%s), and make sure that it comes first on the PATH"
        .formatted(kind.binary(), kind.supported(), kind.installation());
  }
}
