package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsageTest {
  @TempDir private Path directory;

  @Test
  void unknownCommandNamesTheNearestOne() {
    CommandResult result = run("verzion").exited(2);

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            error: there is no command `verzion`

            hint: did you mean `version`?
            """);
  }

  @Test
  void unknownOptionNamesTheNearestOne() {
    run("version", "--directry=x")
        .exited(2)
        .telling("there is no option `--directry=x`")
        .telling("hint: did you mean `--directory`?");
  }

  @Test
  void versionIsAnOptionToo() {
    CommandResult version = run("version").exited(0).quietly();
    assertThat(run("--version").exited(0).quietly().out()).isEqualTo(version.out());
  }

  @Test
  void noCommandIsWrongUsage() {
    run()
        .exited(2)
        .telling("error: no command was given")
        .telling("hint: `deployctl --help` lists what there is");
  }

  @Test
  void wrongFormatIsToldWithThePossibleOnes() {
    run("version", "-o", "yaml").exited(2).telling("expected one of [human, json, markdown]");
  }

  @Test
  void markdownIsForPlansOnly() {
    run("version", "-o", "markdown")
        .exited(2)
        .telling("`--output markdown` is for plan and drift only");
  }

  @Test
  void usageErrorComesInTheFormatThatWasAskedFor() {
    CommandResult result = run("verzion", "--output=json").exited(2).quietly();

    assertThat(result.out())
        .contains("\"schema\" : \"deployctl/outcome/v1\"")
        .contains("\"exit\" : 2")
        .contains("\"code\" : \"usage\"");
  }

  @Test
  void globalOptionsStandBeforeOrAfterTheCommand() {
    CommandResult before = run("-o", "json", "version").exited(0);
    CommandResult after = run("version", "-o", "json").exited(0);

    assertThat(after.out()).isEqualTo(before.out()).contains("\"deployctl\" : \"0.1.0\"");
  }

  @Test
  void helpListsEveryCommand() {
    CommandResult result = run("--help").exited(0).quietly();

    assertThat(Commands.all().keySet()).allSatisfy(name -> assertThat(result.out()).contains(name));
  }

  @Test
  void everyCommandDescribesItself() {
    assertThat(Commands.all().keySet())
        .allSatisfy(
            name ->
                assertThat(run(name, "--help").exited(0).out())
                    .startsWith("Usage: deployctl " + name)
                    .contains("--output"));
  }

  @Test
  void controlCharactersInArgumentsReachNoTerminal() {
    assertThat(run("\u001b[31mred").exited(2).err()).contains("\\u001b").doesNotContain("\u001b");
  }

  private CommandResult run(String... arguments) {
    return new CommandLineRunner(directory).run(arguments);
  }
}
