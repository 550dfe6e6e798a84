package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.CommandLineRunner;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is gone on with although the state that it left its plan in can't be used any more. */
final class EmergencyResumeTest {
  @TempDir private Path directory;
  private Path project;

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectories(directory.resolve("project"));
    Files.writeString(
        project.resolve("deployctl.yaml"),
        """
        project: shop
        environments: {production: {target: {stateDirectory: DIRECTORY/state}}}
        stages:
          - {name: one, steps: [{name: make, exec: {command: [sh, -c, "echo made >>DIRECTORY/made"]}}]}
          - name: two
            steps: [{name: gate, exec: {command: [sh, -c, "test -e DIRECTORY/go && touch DIRECTORY/gone"]}}]
        """
            .replace("DIRECTORY", directory.toString()));
  }

  private CommandResult run(String line) {
    return new CommandLineRunner(project)
        .with("PATH", System.getenv("PATH"))
        .with("XDG_STATE_HOME", directory.resolve("user").toString())
        .run(line.split(" "));
  }

  private void damageState() throws IOException {
    Files.writeString(directory.resolve("state/state.json"), "garbage");
  }

  private void applyAndLoseTheState() throws IOException {
    run("apply --auto-approve").exited(1);
    run("state export --out kept.state").exited(0);
    damageState();
    run("resume --auto-approve").exited(1).telling("`apply`, `rollback` and `resume`");
    Files.createFile(directory.resolve("go"));
  }

  @Test
  void runIsGoneOnWithFromARecordOfTheState() throws IOException {
    applyAndLoseTheState();

    CommandResult resumed =
        run("resume --auto-approve --emergency --reason outage --from kept.state").exited(0);

    assertThat(resumed.err())
        .containsOnlyOnce("warning: this runs without the environment's lease")
        .contains("the file of `--from`")
        .contains("reason: outage");
    assertThat(directory.resolve("gone")).exists();
    assertThat(directory.resolve("made")).hasContent("made\n");
    assertThat(directory.resolve("state/state.json")).hasContent("garbage");
    run("state reconcile --replace --auto-approve").exited(0);
    run("status").exited(0).saying("the newest was one: outage");
    run("resume --auto-approve").exited(0).telling("was left unfinished");
  }

  @Test
  void runOfAnEmergencyIsGoneOnWithFromItsRecord() throws IOException {
    run("apply --auto-approve").exited(1);
    run("state export --out kept.state").exited(0);
    damageState();
    run("apply --auto-approve --emergency --reason outage --from kept.state").exited(1);
    Files.createFile(directory.resolve("go"));

    run("resume --auto-approve --emergency --reason outage").exited(0);

    assertThat(directory.resolve("gone")).exists();
    assertThat(directory.resolve("made")).hasContent("made\n");
  }

  @Test
  void commandWhoseContentIsLostIsNotRunOnceMoreForAnEmergency() throws IOException {
    Files.createFile(directory.resolve("go"));
    run("apply --auto-approve").exited(0);
    try (Stream<Path> contents = Files.list(directory.resolve("state/content"))) {
      for (Path sealed : contents.filter(one -> one.toString().endsWith(".sealed")).toList()) {
        Files.delete(sealed);
      }
    }
    run("state export --out left.state --what-is-left").exited(0);
    damageState();
    String emergency = "apply --auto-approve --emergency --reason outage --from left.state";

    run(emergency).exited(1).telling("nobody knows whether `sh -c ");
    run(emergency + " --done make --done gate").exited(0);

    assertThat(directory.resolve("made")).hasContent("made\n");
  }

  @Test
  void recordWithoutAnUnfinishedRunSaysWhatToRunInstead() throws IOException {
    Files.createFile(directory.resolve("go"));
    run("apply --auto-approve").exited(0);
    run("state export --out kept.state").exited(0);
    damageState();

    run("resume --auto-approve --emergency --reason outage --from kept.state")
        .exited(1)
        .telling("the record that there is has no run that was left unfinished")
        .telling("`deployctl apply --emergency --reason TEXT`");
  }

  @Test
  void resumeOfAnEmergencyWhereThereIsNoneIsRefused() {
    run("apply --auto-approve").exited(1);

    run("resume --auto-approve --emergency --reason outage")
        .exited(2)
        .telling("this is no emergency");
    run("resume --auto-approve --emergency").exited(2).telling("needs `--reason TEXT`");
  }

  @Test
  void commandsThatHaveNoEmergencySayWhatGoesInstead() {
    run("destroy --emergency --reason outage").exited(2).telling("`deployctl state import FILE`");
    run("plan --emergency --reason outage")
        .exited(2)
        .telling("`deployctl apply --emergency --reason TEXT` shows its plan");
    run("drift --emergency").exited(2).telling("`apply`, `rollback` and `resume` take it");
    run("plan --out shop.plan").exited(0);
    run("apply shop.plan --emergency --reason outage")
        .exited(2)
        .telling("a plan file holds for the environment's own state")
        .telling("apply from the project, without PLANFILE");
  }
}
