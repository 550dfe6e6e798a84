package io.deployctl.cli.story;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run that is killed, and the one that completes it. */
final class KillTrial {
  private final Stage stage;
  private final KilledProgram program;
  private final SortedMap<String, String> reference;
  private final Map<String, Path> tools;
  private final String url;

  /**
   * Makes trials of a kind.
   *
   * @param tools where helm and terraform are
   * @param url what the smoke test asks
   */
  KillTrial(
      Stage stage,
      KilledProgram program,
      SortedMap<String, String> reference,
      Map<String, Path> tools,
      String url) {
    this.stage = stage;
    this.program = program;
    this.reference = reference;
    this.tools = tools;
    this.url = url;
  }

  /** Returns what is wrong after the kill and the run that completed it. */
  List<String> run(Kill kill, String name, boolean withJournal) throws Exception {
    try (Trial trial = Trial.prepare(stage, name)) {
      Shop shop = trial.shop().withInfrastructureAndJourneys(url);
      Map<String, String> environment = environment(trial);
      Path output = shop.directory().resolveSibling("killed.out");
      int exit = killed(kill, trial, environment, output);
      if (exit != KilledProgram.KILLED) {
        trial.expect(
            false, "was not killed, but ended with " + exit + ":\n" + Files.readString(output));
        return trial.complaints();
      }
      trial.proxy().clear();
      awaitOrphans(shop, kill, environment);
      if (!withJournal) {
        delete(Path.of(environment.get("XDG_STATE_HOME")));
      }
      CommandResult completed =
          new Completion(stage, shop, environment, words -> command(environment, shop, words))
              .by("resume");
      trial.expect(
          completed.exit() == 0,
          "is not completed, but ends with %d:%n%s".formatted(completed.exit(), completed.err()));
      trial.expectWhole(reference);
      trial.expect(shop.migrations() == 1, "the migration ran " + shop.migrations() + " times");
      trial.expect(shop.topics() == 1, "the topics were made " + shop.topics() + " times");
      trial.expect(shop.provisions() == 1, "Terraform provisioned " + shop.provisions() + " times");
      String pods =
          stage.kubectl("-n", shop.namespace(), "get", "pods", "-l", "job-name", "-o", "name");
      long seeds = pods.lines().filter(pod -> pod.contains("seed-")).count();
      trial.expect(seeds == 1, "the Job ran " + seeds + " times");
      return trial.complaints();
    }
  }

  /** Returns how the killed process ended. */
  private int killed(Kill kill, Trial trial, Map<String, String> environment, Path output)
      throws Exception {
    if (!kill.tool().isEmpty()) {
      trial.shop().killAt(kill.tool().replaceFirst(" .*", ""), kill.moment());
    }
    Process[] process = new Process[1];
    if (!kill.request().isEmpty()) {
      trial.proxy().inject(kill.rule(() -> end(process[0], kill.family())));
    }
    process[0] =
        program.start(
            kill.properties(),
            environment,
            trial.shop().directory(),
            output,
            "apply",
            "--auto-approve");
    return KilledProgram.await(process[0]);
  }

  private static void end(Process process, boolean family) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    if (family) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Map<String, String> environment(Trial trial) throws IOException {
    Path directory = trial.shop().directory();
    Map<String, String> environment = new HashMap<>(stage.environment());
    environment.put("KUBECONFIG", trial.kubeconfig().toString());
    environment.put("PATH", trial.shop().standIns(tools) + ":" + stage.environment().get("PATH"));
    environment.put(
        "XDG_STATE_HOME", Files.createDirectories(directory.resolveSibling("state")).toString());
    environment.put("TMPDIR", Files.createDirectories(directory.resolveSibling("tmp")).toString());
    return environment;
  }

  private CommandResult command(Map<String, String> environment, Shop shop, String... words) {
    List<String> all = new ArrayList<>(List.of("-C", shop.directory().toString()));
    all.addAll(List.of(words));
    return stage.runWith(environment, all.toArray(String[]::new));
  }

  /** What the killed run had started may go on; who completes it begins when that is done. */
  private static void awaitOrphans(Shop shop, Kill kill, Map<String, String> environment)
      throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    String mark = "XDG_STATE_HOME=" + environment.get("XDG_STATE_HOME");
    while (isAnybodyLeft(mark) || (kill.moment().equals("orphan") && !shop.isOrphanDone())) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("what the killed run started does not end");
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static boolean isAnybodyLeft(String mark) {
    return ProcessHandle.allProcesses().anyMatch(process -> variables(process).contains(mark));
  }

  private static String variables(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Returns the journal of an environment's only run, where there is one. */
  static Optional<Path> journal(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).findFirst();
    }
  }
}
