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

/** Files that steps name are checked before there is a cluster to ask. */
final class ConfigValidateTest {
  private static final String SCENARIO =
      """
      name: journey
      steps:
        - name: front page
          request: {path: "/?key=${vars.key}"}
          expect: {status: 200}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void project() throws IOException {
    write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          staging: {}
          production: {}
        stages:
          - name: proof
            steps:
              - name: front
                smoke: {scenario: smoke/front.yaml, url: "${address}", vars: {key: "${key}"}}
        """);
    write(
        "environments/default.yaml",
        "address: http://shop.example.com\nkey: \"${secret:env:KEY}\"\n");
    write("smoke/front.yaml", SCENARIO);
  }

  @Test
  void scenarioOfAVariableThatIsASecretIsReadWithoutIt() {
    assertThat(validate(0).out()).contains("staging", "production");
  }

  @Test
  void typoInAScenarioIsToldOnceWithItsPlace() throws IOException {
    write(
        "smoke/front.yaml", SCENARIO.replace("expect:", "expct:").replace("vars.key", "vars.kye"));

    assertThat(validate(2).err())
        .containsOnlyOnce("unknown key `expct`")
        .containsOnlyOnce("did you mean `${vars.key}`?")
        .contains("--> smoke/front.yaml:5:5", "--> smoke/front.yaml:4:");
  }

  @Test
  void scenarioThatIsNotThereIsToldWhereItIsNamed() throws IOException {
    Files.delete(directory.resolve("smoke/front.yaml"));

    assertThat(validate(2).err())
        .contains("the scenario smoke/front.yaml does not exist", "--> deployctl.yaml:9:");
  }

  private CommandResult validate(int exit) {
    return new CommandLineRunner(directory).run("config", "validate").exited(exit);
  }

  private void write(String name, String text) throws IOException {
    ProjectFiles.write(directory, name, text);
  }
}
