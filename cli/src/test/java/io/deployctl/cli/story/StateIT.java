package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An environment's state is exported, lost, damaged, moved and brought back, on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StateIT {
  private static final String PASSWORD = "marked-password-0451";
  private static final String KEPT = "{namespace: shop, stateNamespace: shop-deploy}";

  private Stage stage;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of(), 0);
    stage.environment().put("DB_PASSWORD", PASSWORD);
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production: {target: %s}
        stages:
          - name: base
            steps:
              - {name: namespace, manifests: {paths: [namespace.yaml]}}
          - name: workloads
            steps:
              - {name: web, manifests: {paths: [manifests]}}
              - {name: cache, helm: {chart: charts/cache, set: {size: "${size}"}}}
        """
            .formatted(KEPT));
    stage.write(
        "environments/default.yaml",
        "text: one\nsize: 1\npassword: \"${secret:env:DB_PASSWORD}\"\n");
    stage.write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    stage.write(
        "manifests/web.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {text: {{ text }}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: web}
        stringData: {password: {{ password }}}
        """);
    stage.write("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
    stage.write("charts/cache/values.yaml", "size: 0\n");
    stage.write(
        "charts/cache/templates/config.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cache}
        data: {size: "{{ .Values.size }}"}
        """);
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  private String web() {
    return stage.kubectl("-n", "shop", "get", "configmap", "web", "-o", "jsonpath={.data.text}");
  }

  private CommandResult run(String line) {
    return stage.run(line.split(" "));
  }

  private void setText(String before, String after) {
    stage.replace("environments/default.yaml", "text: " + before, "text: " + after);
  }

  private void deleteState(String what, String name) {
    stage.kubectl("-n", "shop-deploy", "delete", what, name);
  }

  @Test
  @Order(0)
  void environmentThatDiedBeforeItHadItsKeyIsMadeWhole() {
    run("plan --out half.plan").exited(0);
    deleteState("secret", "deployctl-production-key");

    run("status").exited(0);
    run("apply half.plan").exited(1);
    run("plan").exited(0);
    run("plan --out whole.plan").exited(0);
    assertThat(stage.kubectl("-n", "shop-deploy", "get", "secrets", "-o", "name"))
        .contains("secret/deployctl-production-key");
  }

  @Test
  @Order(1)
  void runWhoseJournalHasNoRoomTouchesNothing(@TempDir Path directory) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 64)) {
      disk.fill();

      stage
          .runWith(Map.of("XDG_STATE_HOME", disk.directory().toString()), "apply", "--auto-approve")
          .exited(1)
          .telling("can't write the run's journal `" + disk.directory())
          .telling("the disk is full");

      assertThat(stage.kubectl("get", "namespaces", "-o", "name")).doesNotContain("/shop\n");
    }
  }

  @Test
  @Order(2)
  void runWhoseTemporaryFilesHaveNoRoomSaysSo(@TempDir Path directory) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 64)) {
      disk.fill();

      stage
          .runWith(Map.of("TMPDIR", disk.directory().toString()), "apply", "--auto-approve")
          .exited(1)
          .telling("the disk is full")
          .telling("TMPDIR");

      assertThat(stage.kubectl("get", "namespaces", "-o", "name")).doesNotContain("/shop\n");
    }
  }

  @Test
  @Order(3)
  void stateNamespaceThatWasDeletedIsBroughtBack() throws IOException {
    run("apply --auto-approve").exited(0);
    setText("one", "two");
    run("apply --auto-approve").exited(0);
    run("state export --out shop.state").exited(0);
    assertThat(Files.readString(stage.project().resolve("shop.state"), StandardCharsets.ISO_8859_1))
        .doesNotContain(PASSWORD);
    stage.kubectl("delete", "namespace", "shop-deploy");

    run("state import shop.state").exited(0);

    run("plan --detailed-exitcode").exited(0);
    run("rollback --auto-approve").exited(0);
    assertThat(web()).isEqualTo("one");
    run("apply --auto-approve --release-hold").exited(0);
    assertThat(web()).isEqualTo("two");
  }

  @Test
  @Order(4)
  void noCheckoutIsNeeded() {
    run("state export --project shop --env production --context "
            + stage.context()
            + " --out without.state")
        .exited(0);
    stage.kubectl("delete", "namespace", "shop-deploy");
    run("state export --project shop --context " + stage.context() + " --out x").exited(2);

    run("state import without.state --project shop --context " + stage.context()).exited(0);

    run("plan --detailed-exitcode").exited(0);
  }

  @Test
  @Order(5)
  void stateMovesToADirectoryAndBack() {
    run("state export --out shop.state").exited(0);
    stage.replace("deployctl.yaml", KEPT, "{namespace: shop, stateDirectory: ../kept}");

    run("state import shop.state").exited(0);
    run("plan --detailed-exitcode").exited(0);
    setText("two", "three");
    run("apply --auto-approve").exited(0);
    run("state export --out moved.state").exited(0);

    stage.replace("deployctl.yaml", "{namespace: shop, stateDirectory: ../kept}", KEPT);
    run("state import shop.state").exited(0);
    run("state import moved.state").exited(0);
    run("plan --detailed-exitcode").exited(0);
    run("state import shop.state").exited(7).telling("what is stored has what the file has not");
    run("rollback --auto-approve").exited(0);
    assertThat(web()).isEqualTo("two");
    run("apply --auto-approve --release-hold").exited(0);
  }

  @Test
  @Order(6)
  void damagedIndexIsNamedAndMadeAgainOfWhatIsLeft() {
    stage.kubectl(
        "-n",
        "shop-deploy",
        "patch",
        "secret",
        "deployctl-production",
        "--type=merge",
        "-p",
        "{\"data\":{\"index\":\"Z2FyYmFnZQ==\"}}");

    run("plan").exited(1).telling("the environment's index in the environment's state is damaged");
    run("state export --out left.state").exited(1).telling("--what-is-left");
    run("state export --out left.state --what-is-left").exited(0).telling("the index: ");
    run("state export --project shop --env production --out found.state --what-is-left --context "
            + stage.context())
        .exited(0);
    run("state import left.state --auto-approve").exited(7).telling("it is damaged");
    run("state import left.state --replace --auto-approve").exited(0);

    run("plan --detailed-exitcode").exited(0);
    run("rollback --auto-approve").exited(0);
    assertThat(web()).isEqualTo("two");
    run("apply --auto-approve --release-hold").exited(0);
  }

  @Test
  @Order(7)
  void lostPartsAreBroughtBackByAnEarlierFileAndElseReplaced() {
    run("state export --out shop.state").exited(0);
    deleteState("secret", "deployctl-production-key");
    run("plan").exited(1).telling("its key is gone");
    run("state import shop.state --replace --auto-approve").exited(0);
    run("plan --detailed-exitcode").exited(0);

    Path ran = addCommandWithASecret();
    run("apply --auto-approve").exited(0);
    deleteState("secret", "deployctl-production-key");
    bringBackWhatIsLeft().telling("the environment's key");
    requireSeedInDoubt();
    assertThat(run("status").exited(0).out()).contains("in doubt");
    run("apply --auto-approve --done seed").exited(0);
    setText("three", "four");
    run("apply --auto-approve").exited(0);
    assertThat(web()).isEqualTo("four");
    assertThat(ran).hasContent("ran\n");
    run("state export --out whole.state --what-is-left").exited(0);

    stage.kubectl(
        "-n", "shop-deploy", "delete", "secrets", "--selector=deployctl.io/state=content");
    run("plan").exited(1).telling("stored content ").telling("is not there any more");
    bringBackWhatIsLeft();
    requireSeedInDoubt();
    run("state import whole.state --replace --auto-approve").exited(0);
    run("plan --detailed-exitcode").exited(0);
    assertThat(ran).hasContent("ran\n");
  }

  @Test
  @Order(8)
  void lostReleasesAreForgottenAndTheirCommandsInDoubt() {
    Path ran = stage.project().resolve("ran");
    String newest = releases().get(releases().size() - 1);
    deleteState("secret", newest);
    run("plan").exited(1).telling("looked for the record of release ");
    bringBackWhatIsLeft();
    requireSeedInDoubt();
    run("apply --auto-approve --done seed").exited(0);
    run("plan --detailed-exitcode").exited(0);
    assertThat(ran).hasContent("ran\n");

    run("state export --out whole.state").exited(0);
    releases().forEach(release -> deleteState("secret", release));
    bringBackWhatIsLeft();
    assertThat(run("plan").exited(0).out()).contains("the first one", "command sh -c");
    run("state import whole.state --replace --auto-approve").exited(0);
    run("plan --detailed-exitcode").exited(0);
  }

  /** Has the state be what can be read of it still; returns what saving that told. */
  private CommandResult bringBackWhatIsLeft() {
    CommandResult saved = run("state export --out left.state --what-is-left").exited(0);
    run("state import left.state --replace --auto-approve").exited(0);
    return saved;
  }

  private void requireSeedInDoubt() {
    run("plan").exited(1).telling("nobody knows whether `sh -c ").telling("apply --done seed");
  }

  /** Returns the names of the Secrets of releases, the oldest first. */
  private List<String> releases() {
    String lines =
        stage.kubectl(
            "-n",
            "shop-deploy",
            "get",
            "secrets",
            "--selector=deployctl.io/state=release",
            "--sort-by=.metadata.creationTimestamp",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}");
    return lines.lines().toList();
  }

  /** Adds a step whose content is kept sealed, as its environment holds a secret. */
  private Path addCommandWithASecret() {
    Path ran = stage.project().resolve("ran");
    String once =
        """
        - name: once
          steps:
            - name: seed
              exec:
                command: [sh, -c, "echo ran >> %s"]
                env: {PASSWORD: "${password}"}
        """
            .formatted(ran)
            .indent(2);
    stage.replace("deployctl.yaml", "  - name: workloads", once + "  - name: workloads");
    return ran;
  }

  @Test
  @Order(9)
  void anotherProjectsStateIsNeverReplaced() {
    run("state export --out shop.state").exited(0);
    stage.replace("deployctl.yaml", "project: shop", "project: bakery");
    run("plan").exited(2);
    run("state export --out x.state").exited(2).telling("holds the state of another environment");
    stage.replace("deployctl.yaml", "project: bakery", "project: shop");
    run("plan --detailed-exitcode").exited(0);
  }
}
