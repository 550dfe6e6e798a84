package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a first-time user meets: each error names its cause and its place, and says what to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstTimeIT {
  private Stage stage;

  @BeforeAll
  void raise() throws IOException {
    Path empty = Files.createTempDirectory("first-project");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
  }

  @BeforeEach
  void writeProject() {
    stage.write(
        "deployctl.yaml",
        """
        project: first
        environments:
          dev: {target: {namespace: first}}
        stages:
          - name: app
            steps:
              - name: hello
                manifests: {paths: [manifests]}
        """);
    stage.write("environments/default.yaml", "greeting: hello\n");
    stage.write(
        "manifests/namespace.yaml",
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: first}
        """);
    stage.write(
        "manifests/hello.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: hello
        data:
          text: {{ greeting }}
        """);
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  @Test
  void withoutAClusterTheWayToOneIsTold() {
    CommandResult result =
        stage.runWith(Map.of("KUBECONFIG", stage.home() + "/none"), "plan").exited(2);
    assertThat(result.err()).contains("kubeconfig", "hint: ", "deployctl sandbox up");
  }

  @Test
  void aWrongContextIsNamedWithThoseThatExist() {
    CommandResult result = stage.run("plan", "--context", "nowhere").exited(2);
    assertThat(result.err()).contains("`nowhere`", stage.context(), "hint: ");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() throws IOException {
    Path file = stage.home().resolve("dead.yaml");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: dead, cluster: {server: "https://127.0.0.1:1"}}]
        contexts: [{name: dead, context: {cluster: dead, user: nobody}}]
        users: [{name: nobody, user: {token: none}}]
        current-context: dead
        """);
    CommandResult result = stage.runWith(Map.of("KUBECONFIG", file.toString()), "plan");
    assertThat(result.exit()).isIn(1, 2);
    assertThat(result.err()).contains("127.0.0.1:1", "hint: ");
  }

  @Test
  void theWrongClusterIsRefused() {
    stage.replace(
        "deployctl.yaml",
        "{target: {namespace: first}}",
        "{target: {namespace: first, clusterId: 00000000-1111-2222-3333-444444444444}}");
    CommandResult result = stage.run("plan").exited(2);
    assertThat(result.err()).contains("00000000-1111-2222-3333-444444444444", "hint: ");
  }

  @Test
  void aTypoInAKeyIsFoundWithItsPlaceAndTheNearestKey() {
    stage.replace("deployctl.yaml", "paths:", "pathes:");
    CommandResult result = stage.run("config", "validate").exited(2);
    assertThat(result.err()).contains("deployctl.yaml:8:", "`pathes`", "`paths`");
  }

  @Test
  void aMissingTemplateValueIsFoundInTheTemplate() {
    stage.replace("environments/default.yaml", "greeting", "greting");
    CommandResult result = stage.run("render");
    assertThat(result.exit()).isIn(1, 2);
    assertThat(result.err()).contains("manifests/hello.tmpl.yaml:6", "greeting", "greting");
  }

  @Test
  void brokenYamlIsReportedAtItsLine() {
    stage.write("environments/default.yaml", "greeting: hello\n\tindented: with a tab\n");
    CommandResult result = stage.run("plan").exited(2);
    assertThat(result.err()).contains("environments/default.yaml:2");
  }

  @Test
  void withoutHelmTheToolIsNamed() {
    stage.replace("deployctl.yaml", "manifests: {paths: [manifests]}", "helm: {chart: chart}");
    stage.write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n");
    CommandResult result = stage.runWith(Map.of("PATH", "/nowhere"), "plan");
    assertThat(result.exit()).isIn(1, 2);
    assertThat(result.err()).contains("helm", "hint: ");
  }

  @Test
  void anOldTerraformIsRefusedWithWhatIsNeeded() throws IOException {
    Path bin = Files.createDirectories(stage.directory().resolve("old-tools"));
    Path old = bin.resolve("terraform");
    Files.writeString(old, "#!/bin/sh\necho '{\"terraform_version\":\"0.12.31\"}'\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
    stage.replace("deployctl.yaml", "manifests: {paths: [manifests]}", "terraform: {root: tf}");
    stage.replace("deployctl.yaml", "stages:", "requires: {terraform: \">=1.6\"}\nstages:");
    stage.write("tf/main.tf", "resource \"terraform_data\" \"it\" {}\n");
    CommandResult result = stage.runWith(Map.of("PATH", bin + ":" + System.getenv("PATH")), "plan");
    assertThat(result.exit()).isIn(1, 2);
    assertThat(result.err()).contains("0.12.31", ">=1.6", "hint: ");
  }

  @Test
  void aNamespaceDeniedByRightsIsNamedWithWhatIsMissing() throws IOException {
    stage.kubectl("create", "namespace", "elsewhere");
    stage.kubectl("-n", "elsewhere", "create", "serviceaccount", "guest");
    String token = stage.kubectl("-n", "elsewhere", "create", "token", "guest").strip();
    Path file = stage.home().resolve("guest.yaml");
    String config = Files.readString(Path.of(stage.environment().get("KUBECONFIG")));
    Files.writeString(file, config);
    stage.kubectl("--kubeconfig", file.toString(), "config", "unset", "users");
    stage.kubectl(
        "--kubeconfig", file.toString(), "config", "set-credentials", "guest", "--token=" + token);
    stage.kubectl(
        "--kubeconfig", file.toString(), "config", "set-context", stage.context(), "--user=guest");
    CommandResult result =
        stage.runWith(Map.of("KUBECONFIG", file.toString()), "apply", "--auto-approve");
    assertThat(result.exit()).isIn(1, 2);
    assertThat(result.err()).contains("forbidden", "first", "hint: ");
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    CommandResult result = stage.run("aply").exited(2);
    assertThat(result.err()).contains("apply");
  }

  @Test
  void theFirstProjectGoesThere() {
    stage.run("plan", "--detailed-exitcode").exited(3);
    stage.run("apply", "--auto-approve").exited(0);
    assertThat(stage.kubectl("-n", "first", "get", "configmap", "hello", "-o", "yaml"))
        .contains("text: hello");
    stage.run("plan", "--detailed-exitcode").exited(0);
    stage.run("destroy", "--auto-approve").exited(0);
  }
}
