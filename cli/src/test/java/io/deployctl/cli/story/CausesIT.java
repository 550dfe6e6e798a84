package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What fails names its cause by kind and code, at the line of the project that it is about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CausesIT {
  private Stage stage;
  private int number;

  @BeforeAll
  void raise() throws IOException {
    Path empty = Files.createTempDirectory("causes");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
  }

  @AfterAll
  void lower() {
    stage.close();
  }

  @BeforeEach
  void project() throws IOException {
    number++;
    stage.deleteAll();
    stage.kubectl("create", "namespace", namespace());
  }

  private String namespace() {
    return "causes" + number;
  }

  private void project(String steps) {
    stage.write(
        "deployctl.yaml",
        """
        project: NAME
        environments:
          live: {target: {namespace: NAME}}
        stages:
          - name: app
            steps:
        """
                .replace("NAME", namespace())
            + steps.indent(6));
    stage.write("environments/live.yaml", "{}\n");
  }

  @Test
  void commandThatFailsIsAnnotatedAtItsStepAndLaterChecksAreSkipped() {
    project(
        """
        - {name: migrate, exec: {command: ["sh", "-c", "echo no such table >&2; exit 3"]}}
        - name: ready
          needs: [migrate]
          health: {checks: [{kind: ConfigMap, name: absent}]}
        """);
    Map<String, String> github =
        Map.of(
            "GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", stage.project().getParent().toString());

    CommandResult result =
        stage
            .runWith(github, "apply", "--env", "live", "--auto-approve", "--junit", "out/junit.xml")
            .exited(1);

    assertThat(result.err())
        .contains("::error title=exec,file=project/deployctl.yaml,line=7,col=")
        .contains("no such table")
        .contains("--> deployctl.yaml:7:");
    assertThat(stage.read("out/junit.xml"))
        .contains("<testsuite name=\"ready\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\"")
        .contains("the run did not get that far");
  }

  @Test
  void objectThatFailsIsToldAtItsManifestWithKindAndCode() throws IOException {
    project("- {name: web, manifests: {paths: [manifests], timeout: 5s}}\n");
    stage.write(
        "manifests/web.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: nobody
              containers: [{name: web, image: "nginx:1.27"}]
        """);

    String out =
        stage.run("apply", "--env", "live", "--auto-approve", "--output", "json").exited(1).out();

    JsonNode cause = result(out).path("diagnostics").get(0);
    assertThat(cause.path("code").asText()).isEqualTo("service-account-missing");
    assertThat(cause.path("cause").asText()).isEqualTo("configuration");
    assertThat(cause.path("position").path("file").asText()).isEqualTo("manifests/web.yaml");
    assertThat(cause.path("position").path("line").asInt()).isEqualTo(5);
    assertThat(cause.path("step").asText()).isEqualTo("web");
  }

  @Test
  void checksAreReportedCaseByCase() {
    project(
        """
        - {name: settings, manifests: {paths: [manifests]}}
        - name: ready
          needs: [settings]
          health: {timeout: 1s, checks: [{kind: ConfigMap, name: absent}]}
        """);
    stage.write("manifests/a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: there}}\n");

    stage
        .run("apply", "--env", "live", "--auto-approve", "--junit", "apply.xml")
        .exited(1)
        .telling("--> deployctl.yaml:8:");
    assertThat(stage.read("apply.xml"))
        .contains("<testsuite name=\"ready\" tests=\"1\" failures=\"1\"")
        .contains("type=\"waiting/missing\"");
    stage.run("health", "--env", "live", "--junit", "health.xml");
    assertThat(stage.read("health.xml"))
        .contains("<testcase name=\"ConfigMap " + namespace() + "/absent\" classname=\"health\"")
        .contains("type=\"waiting/missing\"");
  }

  @Test
  void commandThatDoesNotGetToItsChecksSaysWhyInTheReport() {
    project("- {name: web, manifests: {paths: [nowhere]}}\n");

    stage
        .run("apply", "--env", "live", "--auto-approve", "--junit", "junit.xml")
        .telling("nowhere");
    assertThat(stage.read("junit.xml")).contains("failures=\"1\"").contains("nowhere");
  }

  private static JsonNode result(String lines) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : lines.lines().toList()) {
      JsonNode node = json.readTree(line);
      if (node.path("type").asText().equals("result")) {
        return node;
      }
    }
    throw new AssertionError("no result in: " + lines);
  }
}
