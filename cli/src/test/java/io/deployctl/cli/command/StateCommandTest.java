package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.cli.CommandLineRunner;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state in a directory is saved, lost, damaged and brought back. */
final class StateCommandTest {
  private static final String PASSWORD = "marked-password-0451";

  @TempDir private Path directory;
  private Path project;
  private Path state;

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectories(directory.resolve("project"));
    state = directory.resolve("state");
    describe("hello", state, false);
  }

  private void describe(String greeting, Path where, boolean guarded) throws IOException {
    Files.writeString(
        project.resolve("deployctl.yaml"),
        """
        project: shop
        environments:
          production: {protected: %s, target: {stateDirectory: %s, clusterId: x}}
        stages:
          - name: setup
            steps:
              - name: greet
                exec:
                  command: [sh, -c, "echo %s >%s"]
                  env: {PASSWORD: "${secret:env:SECRET}"}
                  undo: [rm, -f, %s]
        """
            .formatted(
                guarded,
                where,
                greeting,
                directory.resolve("target"),
                directory.resolve("target")));
  }

  private CommandLineRunner runner() {
    return new CommandLineRunner(project)
        .with("PATH", System.getenv("PATH"))
        .with("SECRET", PASSWORD);
  }

  private CommandResult run(String line) {
    return runner().run(line.split(" "));
  }

  private Path exported() throws IOException {
    run("apply --auto-approve --approve production").exited(0);
    run("state export --out shop.state").exited(0);
    return project.resolve("shop.state");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void stateThatWasLostIsBackAndNothingIsLeftToDo() throws IOException {
    Path file = exported();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
    delete(state);

    run("state import shop.state")
        .exited(0)
        .saying("The state of shop in production is the one of shop.state: 1 release");

    run("plan --detailed-exitcode").exited(0);
    run("history").exited(0).saying("deployed");
  }

  @Test
  void stateMovesToAnotherDirectoryWithTheSameIdentity() throws IOException {
    exported();
    describe("hello", directory.resolve("elsewhere"), false);

    run("state import shop.state").exited(0);

    run("plan --detailed-exitcode").exited(0);
    assertThat(Files.readString(directory.resolve("elsewhere/environment.json")))
        .isEqualTo(Files.readString(state.resolve("environment.json")));
  }

  @Test
  void importingTheSameAgainLosesNothingAndAsksNobody() throws IOException {
    exported();

    run("state import shop.state").exited(0);
    run("plan --detailed-exitcode").exited(0);
  }

  @Test
  void whatWasDoneSinceIsNotReplacedUnlessToldTo() throws IOException {
    exported();
    describe("good-day", state, false);
    run("apply --auto-approve").exited(0);

    CommandResult refused = run("state import shop.state --auto-approve").exited(7);
    assertThat(refused.err())
        .contains("error: what is stored has what the file has not")
        .contains("release 2 (deployed), made by dana@laptop")
        .contains("--replace");
    run("state import shop.state --replace").exited(2).telling("nobody to ask");
    assertThat(
            runner()
                .typing("production\n")
                .run("state", "import", "shop.state", "--replace")
                .exited(0)
                .err())
        .contains("Type the environment's name to replace its state");

    run("plan --detailed-exitcode").exited(3);
    assertThat(run("history").exited(0).out()).doesNotContain("2  ");
  }

  @Test
  void protectedEnvironmentIsReplacedByItsNameOnly() throws IOException {
    describe("hello", state, true);
    run("apply --auto-approve --approve production");
    describe("hello", state, false);
    exported();
    describe("good-day", state, false);
    run("apply --auto-approve").exited(0);
    describe("good-day", state, true);

    run("state import shop.state --replace --auto-approve")
        .exited(2)
        .telling("`--auto-approve` alone is no yes to it");
    run("state import shop.state --replace --auto-approve --approve production").exited(0);
  }

  @Test
  void anotherEnvironmentOfTheSameNameIsNamed() throws IOException {
    exported();
    delete(state);
    run("apply --auto-approve").exited(0);

    CommandResult refused = run("state import shop.state --auto-approve").exited(7);
    assertThat(refused.err()).contains("of the same name").contains("release 1");
    run("state import shop.state --replace --auto-approve").exited(0);
    run("plan --detailed-exitcode").exited(0);
  }

  @Test
  void fileThatIsNotWhatWasExportedIsRefused() throws IOException {
    Path file = exported();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, 60, whole.length / 2, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      run("state import shop.state").exited(2);
    }
    for (int at = 0; at < whole.length; at += 97) {
      byte[] edited = whole.clone();
      edited[at] ^= 1;
      Files.write(file, edited);
      assertThat(run("state import shop.state").exit()).as("byte %d", at).isEqualTo(2);
    }
    run("state import deployctl.yaml").exited(2).telling("this is no state file");
    run("state import none.state").exited(2).telling("there is no such file");
    run("plan --out shop.plan").exited(0);
    run("state import shop.plan").exited(2).telling("this is no state file");
    run("apply shop.state").exited(2).telling("this is no plan file");
  }

  @Test
  void environmentThatTheFileIsNotOfIsRefused() throws IOException {
    exported();
    Files.writeString(
        project.resolve("deployctl.yaml"),
        Files.readString(project.resolve("deployctl.yaml")).replace("project: shop", "project: x"));

    run("state import shop.state")
        .exited(2)
        .telling(
            "the file holds environment `production` of project `shop`, not `production` of `x`");
  }

  @Test
  void damagedStateIsExportedAsFarAsItGoes() throws IOException {
    exported();
    Files.writeString(state.resolve("state.json"), "{\"schema\":1,\"index\":");

    CommandResult refused = run("state export --out left.state").exited(1);
    assertThat(refused.err())
        .contains("a part of the environment's state is missing")
        .contains("the index: ")
        .contains("--what-is-left");
    CommandResult left = run("state export --out left.state --what-is-left").exited(0);
    assertThat(left.err()).contains("made again of the releases that are there");

    run("state import left.state --replace --auto-approve").exited(0);
    run("plan").exited(0);
    run("apply --auto-approve").exited(0);
    run("history").exited(0).saying("deployed");
  }

  @Test
  void contentThatIsGoneIsNamedAndMendedOnceSomebodyLooked() throws IOException {
    exported();
    try (Stream<Path> files = Files.list(state.resolve("content"))) {
      Path sealed =
          files.filter(file -> file.toString().endsWith(".sealed")).findFirst().orElseThrow();
      Files.delete(sealed);
    }

    CommandResult refused = run("state export --out left.state").exited(1);
    assertThat(refused.err()).contains("of release 1: stored content");
    run("state export --out left.state --what-is-left").exited(0);
    delete(state);
    run("state import left.state").exited(0).telling("exported from a damaged state");

    describe("good-day", state, false);
    run("apply --auto-approve").exited(1).telling("nobody knows whether `sh -c ");
    run("apply --auto-approve --again greet").exited(0);
    run("state export --out mended.state --what-is-left").exited(0);
  }

  @Test
  void fileThatOthersCanReadIsNotWrittenOver() throws IOException {
    Path file = exported();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    run("state export --out shop.state")
        .exited(1)
        .telling("others than its owner can read it")
        .telling("chmod 600 shop.state");
  }

  @Test
  void programsReadWhatIsInTheFile() throws IOException {
    exported();

    CommandResult result = run("state export --out shop.state --output json").exited(0);

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("done").asText()).isEqualTo("exported");
    assertThat(json.path("releases").get(0).asInt()).isEqualTo(1);
    assertThat(result.out()).doesNotContain(PASSWORD);
  }

  @Test
  void environmentWithoutAStateHasNothingToExport() {
    run("state export --out shop.state").exited(1).telling("nothing was applied yet");
  }
}
