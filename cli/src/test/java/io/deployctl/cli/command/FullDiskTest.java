package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.CommandLineRunner;
import io.deployctl.core.journal.JournalLine;
import io.deployctl.core.journal.JournalReader;
import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be recorded is not done: runs on real file systems that are full or read-only. */
final class FullDiskTest {
  private static final int STEPS = 16;

  @TempDir private Path directory;
  private Path project;
  private Path done;
  private Path disk;

  @BeforeEach
  void project() throws IOException {
    project = directory.resolve("project");
    done = Files.createDirectories(directory.resolve("done"));
    disk = directory.resolve("disk");
    write(directory.resolve("state"), "true");
  }

  /** Writes a project whose first step runs a command, and whose others leave a file each. */
  private void write(Path state, String first) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("project: shop\n");
    text.append("environments: {production: {target: {stateDirectory: " + state + "}}}\n");
    text.append("stages:\n");
    text.append("  - name: begin\n    steps:\n");
    text.append("      - {name: begin, exec: {command: [sh, -c, \"" + first + "\"]}}\n");
    for (int step = 1; step <= STEPS; step++) {
      text.append("  - name: stage-%d\n    steps:\n".formatted(step));
      text.append(
          "      - {name: step-%d, exec: {command: [touch, %s]}}\n"
              .formatted(step, done.resolve("step-" + step)));
    }
    Files.createDirectories(project);
    Files.writeString(project.resolve("deployctl.yaml"), text);
  }

  private String fillingTheDisk(SmallDisk small) {
    return "cat /dev/zero >%s 2>/dev/null || true".formatted(small.filler());
  }

  private CommandResult apply(Path stateHome) {
    return runner(stateHome).run("apply", "--auto-approve");
  }

  private CommandLineRunner runner(Path stateHome) {
    return new CommandLineRunner(project)
        .with("PATH", System.getenv("PATH"))
        .with("XDG_STATE_HOME", stateHome.toString());
  }

  private List<String> doneSteps() throws IOException {
    try (Stream<Path> files = Files.list(done)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void runWhoseJournalHasNoRoomDoesNotBegin() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 64)) {
      small.fill();

      CommandResult refused = apply(disk).exited(1);

      assertThat(refused.err())
          .contains("error: can't write the run's journal `" + disk + "/deployctl/journal/shop/")
          .contains("the disk is full (No space left on device)")
          .contains("hint: free space there: `df -h " + disk)
          .contains("XDG_STATE_HOME");
      assertThat(doneSteps()).isEmpty();
      small.free();
      apply(disk).exited(0);
      assertThat(doneSteps()).hasSize(STEPS);
    }
  }

  @Test
  void runWhoseDiskFillsUpBeginsNothingThatIsNotRecorded() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 256)) {
      write(directory.resolve("state"), fillingTheDisk(small));

      CommandResult stopped = apply(disk).exited(1);

      assertThat(stopped.err())
          .contains("can't write the run's journal `" + disk)
          .contains("the disk is full");
      assertThat(doneSteps()).hasSizeLessThan(STEPS);
      List<JournalLine> lines = JournalReader.read(journal());
      assertThat(lines)
          .filteredOn(line -> line.type().equals("intent"))
          .extracting(line -> line.text("step"))
          .containsAll(doneSteps());
      runner(disk).run("status").exited(0).saying("failed");

      small.free();
      write(directory.resolve("state"), "true");
      apply(disk).exited(0);
      assertThat(doneSteps()).hasSize(STEPS);
    }
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(disk.resolve("deployctl/journal/shop/production"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void journalOnAReadOnlyFileSystemStopsTheRun() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 64)) {
      small.makeReadOnly();

      CommandResult refused = apply(disk).exited(1);

      assertThat(refused.err())
          .contains("can't write the run's journal `" + disk)
          .contains("`" + disk + "` is on a file system that is mounted read-only")
          .contains("hint: mount it writable");
      assertThat(doneSteps()).isEmpty();
    }
  }

  @Test
  void stateDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    CommandResult refused = apply(file).exited(1);

    assertThat(refused.err())
        .contains("can't write the run's journal `" + file)
        .contains("`" + file + "` is a file where a directory has to be")
        .contains("hint: move `" + file + "` away");
    assertThat(doneSteps()).isEmpty();
  }

  @Test
  void environmentWhoseStateHasNoRoomIsNotTouched() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 64)) {
      small.fill();
      write(disk.resolve("state"), "true");

      CommandResult refused = apply(directory.resolve("home")).exited(1);

      assertThat(refused.err())
          .contains("in `" + disk.resolve("state") + "`")
          .contains("the disk is full (No space left on device)");
      assertThat(doneSteps()).isEmpty();
    }
  }

  @Test
  void stateWhoseDiskFillsUpStaysAsItWasSavedLast() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 4096)) {
      Path state = disk.resolve("state");
      write(state, "true");
      apply(directory.resolve("home")).exited(0);
      done = Files.createDirectories(directory.resolve("done-again"));
      write(state, fillingTheDisk(small));

      CommandResult stopped = apply(directory.resolve("home")).exited(1);

      assertThat(stopped.err())
          .containsOnlyOnce("error: can't ")
          .contains("can't store content in `" + state + "`")
          .containsOnlyOnce("the disk is full");
      assertThat(doneSteps()).isEmpty();
      try (Stream<Path> files = Files.walk(disk)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith(".new-"));
      }
      // The state is whole: what was saved before the disk was full.
      runner(directory.resolve("home")).run("status").exited(0).saying("pending");

      small.free();
      write(state, "true");
      apply(directory.resolve("home")).exited(0);
      assertThat(doneSteps()).hasSize(STEPS);
      assertThat(runner(directory.resolve("home")).run("history").exited(0).out())
          .contains("deployed")
          .contains("failed");
    }
  }

  @Test
  void planThatHasNoRoomLeavesTheEarlierFileAsItIs() throws IOException {
    try (SmallDisk small = SmallDisk.mount(disk, 256)) {
      Path file = disk.resolve("shop.plan");
      runner(directory).run("plan", "--out", file.toString()).exited(0);
      byte[] before = Files.readAllBytes(file);
      small.fill();

      CommandResult refused = runner(directory).run("plan", "--out", file.toString()).exited(1);
      runner(directory).run("plan", "--out", disk.resolve("new.plan").toString()).exited(1);

      assertThat(refused.err())
          .contains("error: can't save the plan to `" + file + "`")
          .contains("the disk is full")
          .contains("hint: free space there");
      assertThat(file).hasBinaryContent(before);
      try (Stream<Path> files = Files.list(disk)) {
        assertThat(files).containsExactlyInAnyOrder(file, small.filler());
      }
    }
  }

  @Test
  void whatIsNoFileIsNotReplacedByAPlan() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("full"), Path.of("/dev/full"));

    runner(directory)
        .run("plan", "--out", link.toString())
        .exited(1)
        .telling("it is there, and is no file");

    assertThat(Files.isSymbolicLink(link)).isTrue();
    Files.delete(link);
  }

  @Test
  void placeForTemporaryFilesThatCantBeUsedIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    CommandResult refused =
        runner(directory).with("TMPDIR", file.toString()).run("apply", "--auto-approve").exited(1);

    assertThat(refused.err())
        .contains("can't make a directory for temporary files below `" + file + "`")
        .contains("`" + file + "` is a file where a directory has to be")
        .contains("TMPDIR");
    assertThat(doneSteps()).isEmpty();
  }
}
