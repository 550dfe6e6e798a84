package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real launcher and the real jar, each in processes of their own. */
final class LauncherIT {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path RUNNING_JAVA = Path.of(System.getProperty("java.home"));

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void separateFromTheUsersOwn() {
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("DEPLOYCTL_JAVA", RUNNING_JAVA.toString());
  }

  @Test
  void startsThroughALinkFromAnywhere() throws Exception {
    Path link = directory.resolve("deployctl");
    Files.createSymbolicLink(link, launcher());

    CommandResult result = run(link).exited(0).quietly();

    assertThat(result.out()).startsWith("deployctl ").contains("java ");
  }

  @Test
  void startsOnANewerJavaToo() throws Exception {
    Optional<Path> newer = newerJava();
    assumeTrue(newer.isPresent(), "no Java newer than 17 in /usr/lib/jvm");
    environment.put("DEPLOYCTL_JAVA", newer.get().toString());

    CommandResult first = run(launcher()).exited(0).quietly();
    awaitArchive();

    assertThat(run(launcher()).exited(0).quietly().out()).isEqualTo(first.out());
  }

  @Test
  void keepsAnArchiveWithoutAWord() throws Exception {
    CommandResult first = run(launcher()).exited(0).quietly();
    awaitArchive();

    assertThat(run(launcher()).exited(0).quietly().out()).isEqualTo(first.out());
  }

  @Test
  void brokenArchiveIsPassedOverWithoutAWord() throws Exception {
    CommandResult first = run(launcher()).exited(0).quietly();
    Path archive = awaitArchive();
    assertThat(archive.toFile().setWritable(true)).isTrue();
    Files.writeString(archive, "no archive at all");

    assertThat(run(launcher()).exited(0).quietly().out()).isEqualTo(first.out());
  }

  @Test
  void changedJarGetsAnotherArchive() throws Exception {
    Path copy = installIn(directory.resolve("bin"));
    run(copy).exited(0);
    Path before = awaitArchive();

    Files.setLastModifiedTime(
        copy.resolveSibling("deployctl.jar"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    run(copy).exited(0).quietly();
    await(() -> !Files.exists(before));

    assertThat(awaitArchive()).isNotEqualTo(before);
  }

  @Test
  void unwritableCacheIsNoObstacle() throws Exception {
    environment.put("XDG_CACHE_HOME", "/dev/null");

    run(launcher()).exited(0).quietly();
  }

  @Test
  void missingJarIsToldWithWhatToDo() throws Exception {
    Path copy = directory.resolve("deployctl");
    Files.copy(launcher(), copy, StandardCopyOption.COPY_ATTRIBUTES);

    CommandResult result = run(copy).exited(1).telling("there is no deployctl.jar");

    assertThat(result.err()).contains("hint: ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void unsuitableJavaIsToldWithWhatToDo() throws Exception {
    environment.put("DEPLOYCTL_JAVA", directory.toString());

    run(launcher())
        .exited(1)
        .telling("DEPLOYCTL_JAVA is " + directory + ", which is no Java of 17 or later")
        .telling("hint: ");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    run(launcher(), "a b", "*").exited(2).telling("there is no command `a b`");
  }

  private static Path launcher() {
    return ROOT.resolve("scripts/deployctl");
  }

  private static Path installIn(Path bin) throws IOException {
    Files.createDirectories(bin);
    Files.copy(ROOT.resolve("cli/target/deployctl.jar"), bin.resolve("deployctl.jar"));
    return Files.copy(launcher(), bin.resolve("deployctl"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Optional<Path> newerJava() throws IOException {
    Path parent = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(parent)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(parent)) {
      return homes
          .filter(home -> home.getFileName().toString().matches(".*(19|2[0-9]).*"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .findFirst();
    }
  }

  private Path awaitArchive() throws Exception {
    await(() -> !archives(".lock").isEmpty() || !archives(".jsa").isEmpty());
    await(() -> archives(".lock").isEmpty() && !archives(".jsa").isEmpty());
    return archives(".jsa").get(0);
  }

  private List<Path> archives(String ending) throws IOException {
    Path cache = directory.resolve("home/.cache/deployctl/cds");
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static void await(Condition condition) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!condition.holds()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private CommandResult run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments.length == 0 ? List.of("version") : List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("launcher ended").isTrue();
    return new CommandResult(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
