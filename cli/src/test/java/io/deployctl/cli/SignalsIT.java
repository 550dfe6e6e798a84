package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends real signals to the program, in a process of its own, while one of its commands runs. */
final class SignalsIT {
  /** What resumes may run in a copy of the project, so that what it does is outside of it. */
  private static final String WAITING =
      """
      #!/bin/sh
      cd DIRECTORY
      echo $$ > started
      while [ ! -e go ]; do sleep 0.1; done
      echo done >> log
      """;

  @TempDir private Path directory;
  private Path project;
  private Optional<Process> program = Optional.empty();

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(directory.resolve("project"));
    Files.writeString(
        project.resolve("deployctl.yaml"),
        """
        project: signals
        environments: {dev: {target: {stateDirectory: .state}}}
        stages:
          - {name: one, steps: [{name: waiting, exec: {command: [./waiting.sh]}}]}
          - {name: two, steps: [{name: after, exec: {command: [touch, DIRECTORY/after]}}]}
        """
            .replace("DIRECTORY", directory.toString()));
    Path script =
        Files.writeString(
            project.resolve("waiting.sh"), WAITING.replace("DIRECTORY", directory.toString()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endProgram() {
    program.ifPresent(Process::destroyForcibly);
  }

  @Test
  void firstSignalLetsWhatRunsComeToItsEndAndResumeDoesTheRest() throws Exception {
    Process run = start("apply", "--auto-approve");
    await(() -> Files.exists(directory.resolve("started")));

    signal(run, "INT");
    await(() -> output().contains("Stopping: nothing new begins"));
    Files.createFile(directory.resolve("go"));

    assertThat(exit(run)).isEqualTo(130);
    assertThat(directory.resolve("log")).hasContent("done\n");
    assertThat(directory.resolve("after")).doesNotExist();
    assertThat(output()).contains("`deployctl resume` goes on");
    assertThat(exit(start("resume", "--auto-approve"))).isZero();
    assertThat(directory.resolve("log")).hasContent("done\n");
    assertThat(directory.resolve("after")).exists();
  }

  @Test
  void secondSignalEndsWhatRunsToo() throws Exception {
    Process run = start("apply", "--auto-approve");
    await(() -> Files.exists(directory.resolve("started")));
    await(() -> !read(directory.resolve("started")).isBlank());
    long child = Long.parseLong(read(directory.resolve("started")).strip());

    endByTwoSignals(run);
    assertThat(output()).contains("Ending what runs.");
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(exit(start("status"))).isZero();
    assertThat(output()).contains("`deployctl resume` goes on with it");
    Files.createFile(directory.resolve("go"));
    assertThat(exit(start("resume", "--auto-approve", "--again", "waiting"))).isZero();
    assertThat(directory.resolve("log")).hasContent("done\n");
  }

  @Test
  void wordOnAStepInDoubtIsPlannedAndTravelsInAPlanFile() throws Exception {
    Process run = start("apply", "--auto-approve");
    await(() -> Files.exists(directory.resolve("started")));
    endByTwoSignals(run);
    assertThat(exit(start("plan"))).isEqualTo(1);
    assertThat(output()).contains("nobody knows whether `./waiting.sh` came to its end");

    String file = directory.resolve("signals.plan").toString();
    assertThat(exit(start("plan", "--done", "waiting", "--out", file))).isZero();
    assertThat(output()).contains("counts as done: `--done waiting`");
    String id = output().replaceAll("(?s).*--expect ([0-9a-f]{64}).*", "$1");

    assertThat(exit(start("apply", file, "--expect", id))).as(this::output).isZero();
    assertThat(directory.resolve("after")).exists();
    assertThat(directory.resolve("log")).doesNotExist();
  }

  private void endByTwoSignals(Process run) throws Exception {
    signal(run, "TERM");
    await(() -> output().contains("Stopping: nothing new begins"));
    signal(run, "TERM");
    assertThat(exit(run)).isEqualTo(130);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.deployctl.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("XDG_STATE_HOME", directory.resolve("user").toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile());
    program = Optional.of(builder.start());
    return program.get();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() {
    return read(directory.resolve("output"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(this::output).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
