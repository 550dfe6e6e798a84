package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.Figures;
import io.deployctl.fixtures.leak.LeakSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Helm, Terraform and commands that hang, lie, shout and die, met by the whole program on a real
 * control plane: each ends in bounded time with a cause, and leaves nothing running and nothing
 * locked. All of them run side by side, since most of them only wait.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileToolsIT {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final List<HostileTool> TOOLS = HostileTool.all();
  private static final String HUSH = "marked'\"-k3Jx9/+=<&>é-Zq81mNw7";

  private final Map<HostileTool, Future<Outcome>> outcomes = new HashMap<>();
  private ExecutorService pool;
  private Stage stage;
  private int asExpected;

  /** What came of one: how the command ended, how long it took, and who held the lease after it. */
  private record Outcome(CommandResult result, Duration took, String lock) {}

  static Stream<HostileTool> tools() {
    return TOOLS.stream();
  }

  @BeforeAll
  void raise(@TempDir Path empty) throws IOException {
    stage = Stage.raise(empty, List.of());
    StringBuilder namespaces = new StringBuilder();
    for (int i = 0; i < TOOLS.size(); i++) {
      namespaces.append(
          "apiVersion: v1\nkind: Namespace\nmetadata: {name: hostile-%d}\n---\n".formatted(i));
    }
    Path file = Files.writeString(stage.directory().resolve("namespaces.yaml"), namespaces);
    stage.kubectl("apply", "-f", file.toString());
    pool = Executors.newFixedThreadPool(4);
    for (int i = 0; i < TOOLS.size(); i++) {
      int number = i;
      HostileTool tool = TOOLS.get(i);
      outcomes.put(tool, pool.submit(() -> run(number, tool)));
    }
  }

  @AfterAll
  void strike() {
    if (pool != null) {
      pool.shutdownNow();
    }
    if (stage != null) {
      stage.close();
    }
    Figures.of(HostileToolsIT.class)
        .record("hostile tools ended with a cause / tried", asExpected, TOOLS.size());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void runEndsCalmlyWithACause(HostileTool tool) throws Exception {
    Outcome outcome = outcomes.get(tool).get();
    CommandResult result = outcome.result();
    String said = result.out() + result.err();

    result.exited(tool.exit());
    assertThat(said).contains(tool.words()).doesNotContain("this is a bug");
    assertThat(said.replaceAll("[\\n\\t]", "")).doesNotContainPattern("\\p{Cc}");
    if (tool.exit() != 0) {
      assertThat(result.err()).contains("error: ");
      // Either what to do, or what the tool itself said.
      assertThat(result.err()).containsPattern("(?m)^hint: |^  \\S");
    }
    assertThat(result.err().length()).isLessThan(200_000);
    assertThat(outcome.took()).isLessThan(LONGEST);
    LeakSearch search = new LeakSearch(Map.of("HUSH", HUSH));
    search.search("output", said);
    assertThat(search.found()).isEmpty();
    assertThat(running(mark(TOOLS.indexOf(tool)))).as("processes left").isEmpty();
    assertThat(outcome.lock()).as("the lease after it").doesNotContain("held by");
    asExpected++;
  }

  private Outcome run(int number, HostileTool tool) {
    Path directory = stage.directory().resolve("hostile/" + number);
    Path programs = directory.resolve("bin");
    project(number, tool, directory.resolve("project"));
    Map<String, String> variables = new HashMap<>();
    if (tool.tool().equals("exec")) {
      tool.write(directory.resolve("project"), Path.of("/bin/true"));
    } else {
      tool.write(programs, real(tool.tool()));
    }
    // A tool that can't be started must not be found a second time further on.
    variables.put("PATH", programs + ":/usr/bin:/bin");
    variables.put("HUSH", HUSH);
    variables.put("HOSTILE_CASE", mark(number));
    long begin = System.nanoTime();
    String in = directory.resolve("project").toString();
    String[] words =
        tool.command().equals("apply")
            ? new String[] {"-C", in, "apply", "--auto-approve", "--context", stage.context()}
            : new String[] {"-C", in, "plan", "--context", stage.context()};
    CommandResult result = stage.runWith(variables, words);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    CommandResult lock = stage.runWith(variables, "-C", in, "lock", "show");
    return new Outcome(result, took, lock.out() + lock.err());
  }

  private void project(int number, HostileTool tool, Path project) {
    String step =
        switch (tool.tool()) {
          case "helm" ->
              "{name: it, helm: {chart: chart, timeout: 5s, set: {password: \"${hush}\"}}}";
          case "terraform" ->
              "{name: it, terraform: {root: root, timeout: 20s, vars: {password: \"${hush}\"}}}";
          default -> "{name: it, exec: {command: [./act.sh], timeout: 20s, env: {H: \"${hush}\"}}}";
        };
    write(
        project.resolve("deployctl.yaml"),
        """
        project: hostile-%d
        environments:
          production: {target: {namespace: hostile-%d, stateNamespace: hostile-%d}}
        stages:
          - name: all
            steps: [%s]
        """
            .formatted(number, number, number, step));
    write(project.resolve("environments/default.yaml"), "hush: \"${secret:env:HUSH}\"\n");
    write(project.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    write(
        project.resolve("chart/templates/web.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: b}\n");
    write(
        project.resolve("root/main.tf"),
        """
        variable "password" { sensitive = true }
        resource "terraform_data" "it" { input = "a" }
        output "it" { value = terraform_data.it.output }
        """);
  }

  private Path real(String tool) {
    String path = stage.environment().get("PATH");
    return Stream.of(path.split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static String mark(int number) {
    return "hostile-case-" + number + "-end";
  }

  /** Returns the processes that have the mark in their environment, as the tools' children do. */
  private static List<String> running(String mark) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> text(path.resolve("environ")).contains(mark))
          .map(path -> text(path.resolve("cmdline")).replace('\0', ' '))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
