package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

/**
 * From a line of a plan back to what made it: templates, manifests, a chart and a Terraform root,
 * with values from several layers. One story: it deploys once, changes a little, and asks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplainIT {
  private static final String API =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        replicas: {{ with.replicas }}
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            containers:
              - name: api
                image: "{{ with.image }}"
                env:
                  - {name: TOKEN, value: plain}
      {% if debug %}
                  - {name: LEVEL, value: debug}
      {% endif %}
      """;

  private Stage stage;

  @BeforeAll
  void deployOnce() throws IOException {
    Path empty = Files.createTempDirectory("shop");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          live: {target: {namespace: shop}}
        stages:
          - name: ground
            steps:
              - name: cloud
                terraform: {root: infra, vars: {region: "${region}"}}
              - {name: space, manifests: {paths: [space.yaml]}}
          - name: app
            steps:
              - name: api
                manifests:
                  blueprint: service
                  with: {image: "${image.name}:${image.tag}", replicas: "${replicas}"}
              - {name: plain, manifests: {paths: [manifests]}}
              - {name: cache, helm: {chart: charts/cache, values: [cache.yaml], set: {memory: "${memory}"}}}
        """);
    stage.write(
        "environments/default.yaml",
        """
        region: north
        image: {name: registry.example.com/api, tag: "1.0.0"}
        replicas: 1
        debug: false
        memory: 32Mi
        """);
    stage.write("environments/live.yaml", "image: {tag: \"1.1.0\"}\n");
    stage.write("space.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n");
    stage.write(
        "templates/service/blueprint.yaml",
        """
        doc: A service
        parameters:
          - {name: image, type: string, required: true, doc: Image}
          - {name: replicas, type: integer, required: true, doc: How many}
        """);
    stage.write("templates/service/deployment.tmpl.yaml", API);
    stage.write("manifests/settings.yaml", settings("info"));
    stage.write("manifests/old.yaml", settings("old").replace("settings", "old"));
    stage.write("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
    stage.write("charts/cache/values.yaml", "memory: 16Mi\nport: 6379\npolicy: none\n");
    stage.write(
        "charts/cache/templates/cache.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cache}
        data: {memory: "{{ .Values.memory }}", policy: "{{ upper .Values.policy }}"}
        """);
    stage.write("cache.yaml", "policy: lru\n");
    stage.write(
        "infra/main.tf",
        """
        variable "region" {
          type = string
        }

        resource "terraform_data" "network" {
          input = { region = var.region }
        }
        """);
    stage.run("apply", "--env", "live", "--auto-approve").exited(0);
    stage.replace("environments/live.yaml", "1.1.0", "1.2.0");
    stage.replace("environments/default.yaml", "region: north", "region: south");
    stage.replace("environments/default.yaml", "debug: false", "debug: true");
    stage.write("manifests/settings.yaml", settings("warn"));
    stage.delete("manifests/old.yaml");
  }

  private static String settings(String level) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data:
          region: north
          level: LEVEL
        """
        .replace("LEVEL", level);
  }

  @AfterAll
  void lower() {
    stage.close();
  }

  @Test
  @Order(1)
  void templatedFieldNamesItsLineItsValueAndEveryLayer() {
    String told = explain("Deployment api spec.template.spec.containers[0].image");

    assertThat(told)
        .isEqualTo(
            """
            ~ Deployment shop/api  update in step `api` of stage `app`

              spec.template.spec.containers[api].image
                - "registry.example.com/api:1.1.0"
                + "registry.example.com/api:1.2.0"
                template templates/service/deployment.tmpl.yaml:12
                value with.image

            with.image
              deployctl.yaml:15:25
              image.name is set by
              ▸ default  registry.example.com/api  environments/default.yaml:2:15
              image.tag is set by
              ▸ live     1.2.0  environments/live.yaml:1:14
                default  1.0.0  environments/default.yaml:2:46  (overridden)
            """);
  }

  @Test
  @Order(2)
  void overrideOfTheCommandLineIsTheOneThatWins() {
    String told =
        stage
            .runWith(
                Map.of("DEPLOYCTL_REPLICAS", "3"),
                "plan",
                "--env",
                "live",
                "--set",
                "image.tag=9.9.9",
                "--explain",
                "containers.0.image")
            .exited(0)
            .out();

    assertThat(told).contains("▸ --set image.tag").contains("1.2.0  environments/live.yaml:1:14");
  }

  @Test
  @Order(3)
  void fieldThatIsThereBecauseOfAConditionNamesIt() {
    assertThat(explain("api env[LEVEL].value"))
        .contains("template templates/service/deployment.tmpl.yaml:16")
        .contains("there because of debug")
        .contains("debug is set by\n  ▸ default  true  environments/default.yaml:4:8");
  }

  @Test
  @Order(4)
  void plainManifestNamesLineAndColumn() {
    assertThat(explain("data.level"))
        .contains("data.level  \"info\" → \"warn\"")
        .contains("manifest manifests/settings.yaml:6:10");
  }

  @Test
  @Order(5)
  void deletedObjectSaysThatItLeftTheProject() {
    assertThat(explain("ConfigMap old"))
        .contains("- ConfigMap shop/old")
        .contains("not in the project any more; step `plain` made it");
  }

  @Test
  @Order(6)
  void argumentOfTerraformNamesBlockAndVariable() {
    assertThat(explain("terraform_data.network.input.region"))
        .contains("root infra/main.tf:5")
        .contains("value var.region")
        .contains("deployctl.yaml:8:49")
        .contains("▸ default  south  environments/default.yaml:1:9");
  }

  @Test
  @Order(7)
  void chartNamesTheOneKeyThatChanged() {
    stage.replace("environments/default.yaml", "memory: 32Mi", "memory: 64Mi");

    assertThat(explain("ConfigMap shop/cache data.memory"))
        .contains("chart charts/cache/templates/cache.yaml")
        .contains("value memory")
        .contains("▸ default  64Mi  environments/default.yaml:5:9");
  }

  @Test
  @Order(8)
  void chartWithSeveralChangesNamesCandidates() {
    stage.write("cache.yaml", "policy: lfu\nport: 6380\n");

    assertThat(explain("cache data.memory")).contains("may come from memory");
    // What a function of the chart made of a value can't be recognised: all that changed is named.
    assertThat(explain("cache data.policy"))
        .contains("may come from policy")
        .contains("may come from port")
        .contains("cache.yaml:1:9");
  }

  @Test
  @Order(9)
  void jsonHasTheOriginOfEveryFieldAlways() throws IOException {
    String out = stage.run("plan", "--env", "live", "--output", "json").exited(0).out();
    JsonNode plan = new ObjectMapper().readTree(out);

    for (JsonNode stages : plan.path("stages")) {
      for (JsonNode step : stages.path("steps")) {
        for (JsonNode effect : step.path("effects")) {
          for (JsonNode field : effect.path("changes")) {
            assertThat(field.path("origin").path("kind").asText())
                .as(effect.path("address").asText() + " " + field.path("path").asText())
                .isNotEmpty();
            for (JsonNode value : field.path("origin").path("values")) {
              assertThat(step.path("uses").has(value.asText())).as(value.asText()).isTrue();
            }
          }
        }
      }
    }
    assertThat(plan.path("values").findValuesAsText("path")).contains("image.tag", "memory");
  }

  @Test
  @Order(10)
  void nameThatFitsNothingAndOneThatFitsMuchAreRefused() {
    stage
        .run("plan", "--env", "live", "--explain", "ConfigMap shop/settings data.levle")
        .exited(2)
        .telling("Did you mean `ConfigMap shop/settings data.level`?");
    stage
        .run("plan", "--env", "live", "--explain", "ConfigMap")
        .exited(2)
        .telling("`ConfigMap` is changed in 3 objects")
        .telling("ConfigMap shop/cache");
  }

  private String explain(String path) {
    return stage.run("plan", "--env", "live", "--explain", path).exited(0).out();
  }
}
