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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is saved by one command and applied by another, somewhere else. */
final class PlanFileTest {
  private static final String PASSWORD = "hunter2-and-more";

  @TempDir private Path directory;
  private Path project;
  private Path target;

  @BeforeEach
  void project() throws IOException {
    project = directory.resolve("project");
    target = directory.resolve("target");
    write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production: {target: {stateDirectory: %s}}
          staging: {target: {stateDirectory: %s}}
        stages:
          - name: setup
            steps:
              - name: greet
                exec:
                  command: [scripts/greet.sh, "${greeting}"]
                  env: {PASSWORD: "${password}"}
                  when: inputs-changed
        """
            .formatted(directory.resolve("state"), directory.resolve("other-state")));
    write("environments/default.yaml", "greeting: hello\npassword: \"${secret:env:SECRET}\"\n");
    Path script =
        write(
            "scripts/greet.sh",
            "#!/bin/sh\nprintf '%%s %%s' \"$1\" \"$PASSWORD\" >%s\n".formatted(target));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private CommandResult plan(String... more) {
    return inProject().run(words("plan -e production --out shop.plan", more));
  }

  private CommandLineRunner inProject() {
    return new CommandLineRunner(project)
        .with("PATH", System.getenv("PATH"))
        .with("SECRET", PASSWORD)
        .with("SHOP_GREETING", "welcome");
  }

  /** Another machine: no checkout, none of the variables. */
  private CommandLineRunner elsewhere() throws IOException {
    Path place = Files.createDirectories(directory.resolve("elsewhere"));
    if (Files.exists(project.resolve("shop.plan"))) {
      Files.move(project.resolve("shop.plan"), place.resolve("shop.plan"));
    }
    return new CommandLineRunner(place).with("PATH", System.getenv("PATH"));
  }

  private static String[] words(String line, String... more) {
    String[] words = (line + " " + String.join(" ", more)).strip().split(" ");
    return words;
  }

  private String id(CommandResult result) {
    return result.out().replaceAll("(?s).*--expect ([0-9a-f]{64})\n.*", "$1");
  }

  private static JsonNode json(CommandResult result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }

  @Test
  void savedPlanIsAppliedAnywhereWithWhatItWasMadeFrom() throws IOException {
    CommandResult planned = plan().exited(0);
    assertThat(planned.out())
        .contains("Saved to shop.plan, to be applied until 2026-03-05T10:20:30Z\n")
        .endsWith("Next: deployctl apply shop.plan --expect " + id(planned) + "\n");
    assertThat(target).doesNotExist();

    elsewhere().run("apply", "shop.plan", "--expect", id(planned)).exited(0);

    assertThat(target).hasContent("welcome " + PASSWORD);
  }

  @Test
  void checkoutIsUsedWhereItsFilesAreThoseOfThePlan() throws IOException {
    String id = id(plan().exited(0));

    inProject().run("apply", "shop.plan", "--expect", id).exited(0);

    assertThat(target).hasContent("welcome " + PASSWORD);
  }

  @Test
  void whatWasChangedInTheCheckoutSinceHasNoPart() throws IOException {
    String id = id(plan().exited(0));
    write("environments/default.yaml", "greeting: bye\npassword: bye\n");

    inProject().run("apply", "shop.plan", "--expect", id).exited(0);

    assertThat(target).hasContent("welcome " + PASSWORD);
  }

  @Test
  void fileIsItsOwnersAndHoldsNoSecretInTheClear() throws IOException {
    plan().exited(0);
    Path file = project.resolve("shop.plan");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain(PASSWORD);
  }

  @Test
  void jsonTellsTheId() throws IOException {
    JsonNode saved = json(plan("-o", "json").exited(0)).path("saved");

    assertThat(saved.path("file").asText()).isEqualTo("shop.plan");
    assertThat(saved.path("expiresAt").asText()).isEqualTo("2026-03-05T10:20:30Z");
    elsewhere().run("apply", "shop.plan", "--expect", saved.path("id").asText()).exited(0);
  }

  @Test
  void planIsAppliedOnce() throws IOException {
    String id = id(plan().exited(0));
    elsewhere().run("apply", "shop.plan", "--expect", id).exited(0);

    CommandResult again = elsewhere().run("apply", "shop.plan", "--expect", id).exited(7);

    String[] lines =
        elsewhere().run("apply", "shop.plan", "-o", "json").exited(7).out().split("\n", -1);
    JsonNode last = new ObjectMapper().readTree(lines[lines.length - 2]);
    assertThat(last.path("type").asText()).isEqualTo("result");
    assertThat(last.path("exit").asInt()).isEqualTo(7);
    assertThat(last.path("diagnostics")).isNotEmpty();
    assertThat(again.err())
        .contains("it was at no release, and is at release 1 now")
        .contains("`deployctl plan -e production --out FILE`");
  }

  @Test
  void anotherPlanThanTheApprovedOneIsRefused() throws IOException {
    String first = id(plan().exited(0));
    plan().exited(0);

    CommandResult refused = inProject().run("apply", "shop.plan", "--expect", first).exited(2);

    assertThat(refused.err()).contains("this is not the plan that was approved");
    assertThat(target).doesNotExist();
  }

  @Test
  void nobodyToAskRefusesAFileWithoutItsId() throws IOException {
    plan().exited(0);

    assertThat(elsewhere().run("apply", "shop.plan").exited(2).err())
        .contains("there is nobody to approve the plan");
    assertThat(target).doesNotExist();
  }

  @Test
  void optionsThatWouldMakeAnotherPlanAreRefused() throws IOException {
    plan().exited(0);

    assertThat(inProject().run("apply", "shop.plan", "--set", "greeting=x").exited(2).err())
        .contains("a plan file has its values");
    assertThat(inProject().run("apply", "shop.plan", "--target", "greet").exited(2).err())
        .contains("a plan file has its steps");
    assertThat(inProject().run("apply", "shop.plan", "-e", "staging").exited(2).err())
        .contains("the plan is for environment `production`, not `staging`");
    assertThat(inProject().run("apply", "-e", "production", "--expect", "ab").exited(2).err())
        .contains("`--expect` is for a plan file");
    assertThat(
            inProject().run(words("plan -e production --out x --valid-for soon")).exited(2).err())
        .contains("`--valid-for` must be a duration");
    assertThat(inProject().run(words("plan -e production --valid-for 1h")).exited(2).err())
        .contains("add `--out FILE`");
  }

  @Test
  void fileThatIsNoPlanOrNotThereIsRefused() throws IOException {
    assertThat(elsewhere().run("apply", "none.plan").exited(2).err())
        .contains("none.plan can't be read: there is no such file");
    Files.writeString(directory.resolve("elsewhere/text.plan"), "hello");
    assertThat(elsewhere().run("apply", "text.plan").exited(2).err())
        .contains("this is no plan file");
  }

  @Test
  void planOfADestroyedEnvironmentIsRefused() throws IOException {
    String id = id(plan().exited(0));
    elsewhere().run("apply", "shop.plan", "--expect", id).exited(0);
    inProject().run(words("destroy -e production --auto-approve")).exited(0);

    CommandResult refused = elsewhere().run("apply", "shop.plan", "--expect", id).exited(2);

    assertThat(refused.err())
        .contains("the environment `production` of project `shop` is not there");
  }

  @Test
  void planOfAnotherProjectIsRefusedInThisOne() throws IOException {
    String id = id(plan().exited(0));
    write("deployctl.yaml", "project: bakery\nstages: []\n");

    CommandResult refused = inProject().run("apply", "shop.plan", "--expect", id).exited(2);

    assertThat(refused.err())
        .contains("the plan is of project `shop`, and this is project `bakery`");
  }

  @Test
  void unwritablePlaceLeavesNothing() throws IOException {
    CommandResult failed =
        inProject().run(words("plan -e production --out none/shop.plan")).exited(1);

    assertThat(failed.err()).contains("can't save the plan to `none/shop.plan`");
  }
}
