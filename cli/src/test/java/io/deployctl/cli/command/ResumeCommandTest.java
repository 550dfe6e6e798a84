package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.CommandLineRunner;
import io.deployctl.cli.ProjectFiles;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is gone on with, in its checkout or in the copy of it that the run left. */
final class ResumeCommandTest {
  private static final String WITH_MORE =
      "this checkout has every file that the run was planned from, and ";
  private static final String UNUSED = "the copy that it left is used";

  @TempDir private Path directory;
  private Path project;

  @BeforeEach
  void project() throws IOException {
    project = directory.resolve("project");
    write(
        "environments/default.yaml",
        """
        greeting: hello
        """);
    write("terraform/main.tf", "resource \"terraform_data\" \"database\" { input = \"db-1\" }\n");
    steps("{name: cloud, terraform: {root: terraform}}");
  }

  /** A first step writes two files into the project, and a last one fails until it is allowed. */
  private void steps(String middle) throws IOException {
    write(
        "deployctl.yaml",
        """
        project: shop
        environments: {production: {target: {stateDirectory: DIRECTORY/state}}}
        stages:
          - name: one
            steps:
              - {name: make, exec: {command: [sh, -c, "echo key >made.txt; echo more >b.txt"]}}
          - name: two
            steps:
              - MIDDLE
          - name: three
            steps:
              - name: use
                exec:
                  command: [sh, -c, "test -e DIRECTORY/go && cat made.txt >DIRECTORY/used"]
                  env: {GREETING: "${greeting}"}
        """
            .replace("MIDDLE", middle)
            .replace("DIRECTORY", directory.toString()));
  }

  private void write(String name, String text) throws IOException {
    ProjectFiles.write(project, name, text);
  }

  private CommandResult run(String... arguments) {
    return new CommandLineRunner(project)
        .with("PATH", System.getenv("PATH"))
        .with("XDG_STATE_HOME", directory.resolve("home").toString())
        .run(arguments);
  }

  private void applyUntilTheLastStep() throws IOException {
    run("apply", "--auto-approve").exited(1);
    assertThat(project.resolve("made.txt")).hasContent("key");
    Files.createFile(directory.resolve("go"));
  }

  @Test
  void filesThatStepsWroteIntoTheCheckoutAreToldAndStay() throws IOException {
    applyUntilTheLastStep();

    CommandResult resumed = run("resume", "--auto-approve").exited(0);

    assertThat(resumed.err())
        .contains("note: " + WITH_MORE + "2 more\n  more: b.txt\n  more: made.txt\n");
    assertThat(directory.resolve("used")).hasContent("key");
    assertThat(project.resolve("terraform/terraform.tfstate")).exists();
  }

  @Test
  void checkoutOfWhichAPlannedFileDiffersOrLacksIsForeign() throws IOException {
    write("notes.txt", "kept with the project\n");
    applyUntilTheLastStep();
    write("environments/default.yaml", "greeting: bye\n");
    Files.delete(project.resolve("notes.txt"));

    CommandResult refused = run("resume", "--auto-approve").exited(1);

    assertThat(refused.err())
        .contains(UNUSED)
        .contains("  differs: environments/default.yaml\n  not here: notes.txt\n  more: b.txt\n")
        .contains("the state of root `terraform` is in files of the project, which are not here");
    assertThat(directory.resolve("used")).doesNotExist();
  }

  @Test
  void fileThatWouldChangeThePlanMakesTheCheckoutForeign() throws IOException {
    steps("{name: between, exec: {command: [\"true\"]}}");
    applyUntilTheLastStep();
    write("environments/local.yaml", "greeting: bye\n");

    CommandResult resumed = run("resume", "--auto-approve").exited(1);

    assertThat(resumed.err()).contains(UNUSED).contains("  more: environments/local.yaml\n");
    // In the copy, what the first step wrote is not there.
    assertThat(resumed.err()).contains("made.txt: No such file or directory");
  }

  @Test
  void countOfFilesIsToldAndOnlyTheFirstAreNamed() throws IOException {
    applyUntilTheLastStep();
    for (int number = 1; number <= 9; number++) {
      write("c-" + number, "");
    }

    assertThat(run("resume", "--auto-approve").exited(0).err())
        .contains(WITH_MORE + "11 more\n  more: b.txt\n  more: c-1\n")
        .contains("  more: c-4\n  more: and 6 others\n")
        .doesNotContain("c-5");
  }

  @Test
  void unchangedCheckoutIsUsedWithoutAWord() throws IOException {
    applyUntilTheLastStep();
    Files.delete(project.resolve("b.txt"));
    Files.move(project.resolve("made.txt"), directory.resolve("made.txt"));

    CommandResult resumed = run("resume", "--auto-approve").exited(1);

    assertThat(resumed.err()).doesNotContain("this checkout");
  }
}
