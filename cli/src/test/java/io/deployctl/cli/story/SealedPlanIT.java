package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Plans over Terraform, Helm and manifests are saved, and applied later, as they were or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SealedPlanIT {
  private static final String PASSWORD = "marked-password-0451";

  private Stage stage;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of());
    stage.environment().put("DB_PASSWORD", PASSWORD);
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production: {target: {namespace: shop, stateNamespace: shop-deploy}}
        stages:
          - name: infrastructure
            steps:
              - {name: cloud, terraform: {root: terraform}}
          - name: base
            steps:
              - {name: namespace, manifests: {paths: [namespace.yaml]}}
          - name: platform
            steps:
              - {name: cache, helm: {chart: charts/cache, set: {size: "${size}"}}}
          - name: workloads
            steps:
              - {name: web, manifests: {paths: [manifests]}}
        """);
    stage.write(
        "environments/default.yaml",
        """
        size: 1
        text: hello
        password: "${secret:env:DB_PASSWORD}"
        host: "${steps.cloud.outputs.host}"
        """);
    stage.write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    stage.write(
        "terraform/main.tf",
        """
        resource "terraform_data" "database" { input = "db-1" }
        output "host" { value = "${terraform_data.database.output}.example" }
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
    stage.write(
        "manifests/web.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {text: {{ text }}, host: {{ host }}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: web}
        stringData: {password: {{ password }}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: [{port: 80}]}
        {% if host contains "extra" %}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: extra}
        {% endif %}
        """);
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  private String plan(String... more) {
    String[] words = new String[more.length + 5];
    System.arraycopy(
        new String[] {"plan", "--out", "shop.plan", "--context", stage.context()}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    CommandResult planned = stage.run(words).exited(0);
    return planned.out().replaceAll("(?s).*--expect ([0-9a-f]{64})\n.*", "$1");
  }

  private CommandResult apply(String id) {
    return stage.run("apply", "shop.plan", "--expect", id);
  }

  private String web(String field) {
    return stage.kubectl(
        "-n", "shop", "get", "configmap", "web", "-o", "jsonpath={.data." + field + "}");
  }

  @Test
  @Order(1)
  void firstPlanWithValuesThatAreNotKnownYetIsAppliedAsItWas() throws IOException {
    String id = plan();
    assertThat(
            Files.readString(
                stage.project().resolve("shop.plan"), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(PASSWORD);
    assertThat(stage.kubectl("get", "namespaces", "-o", "name")).doesNotContain("namespace/shop\n");

    apply(id).exited(0);

    assertThat(web("text")).isEqualTo("hello");
    assertThat(web("host")).isEqualTo("db-1.example");
    stage.run("plan", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(2)
  void objectThatSomebodyEditsInBetweenIsNamedAndNothingIsTouched() {
    stage.replace("environments/default.yaml", "text: hello", "text: good day");
    String id = plan();
    stage.kubectl(
        "-n",
        "shop",
        "patch",
        "configmap",
        "web",
        "--type=merge",
        "-p",
        "{\"data\":{\"text\":\"mine\"}}");

    CommandResult stale = apply(id).exited(7);

    assertThat(stale.err())
        .contains("ConfigMap shop/web is not as the plan found it")
        .contains("data.text: was `hello`, is `mine` now, changed by kubectl-patch at 20")
        .contains("`deployctl plan -e production --out FILE`");
    assertThat(web("text")).isEqualTo("mine");
    apply(plan()).exited(0);
    assertThat(web("text")).isEqualTo("good day");
  }

  @Test
  @Order(3)
  void releaseThatSomebodyUpgradesInBetweenIsNamed() {
    stage.replace("environments/default.yaml", "size: 1", "size: 2");
    String id = plan();
    stage.helm(
        "-n",
        "shop",
        "upgrade",
        "cache",
        stage.project().resolve("charts/cache").toString(),
        "--set",
        "size=9");

    CommandResult stale = apply(id).exited(7);

    assertThat(stale.err()).contains("shop/cache").contains("is not as the plan found it");
    assertThat(
            stage.kubectl("-n", "shop", "get", "configmap", "cache", "-o", "jsonpath={.data.size}"))
        .isEqualTo("9");
    apply(plan()).exited(0);
    assertThat(
            stage.kubectl("-n", "shop", "get", "configmap", "cache", "-o", "jsonpath={.data.size}"))
        .isEqualTo("2");
  }

  @Test
  @Order(4)
  void whatTurnsOutToBeMoreThanWasReviewedIsNotDone() {
    stage.replace("terraform/main.tf", "db-1", "extra-1");
    String id = plan();

    CommandResult stopped = apply(id).exited(1);

    assertThat(stopped.err())
        .contains("step `web` would do more than the plan announced, and there is nobody to ask")
        .contains("create ConfigMap shop/extra");
    assertThat(web("host")).isEqualTo("db-1.example");
    assertThat(stage.kubectl("-n", "shop", "get", "configmaps", "-o", "name"))
        .doesNotContain("configmap/extra");
    apply(plan()).exited(0);
    assertThat(web("host")).isEqualTo("extra-1.example");
    assertThat(stage.kubectl("-n", "shop", "get", "configmaps", "-o", "name"))
        .contains("configmap/extra");
  }

  @Test
  @Order(5)
  void stateInTheCheckoutKeepsThePlanThere() throws IOException {
    String id = plan();
    Path elsewhere = Files.createDirectories(stage.directory().resolve("elsewhere"));
    Files.copy(stage.project().resolve("shop.plan"), elsewhere.resolve("shop.plan"));

    CommandResult refused =
        stage.run(
            "-C",
            elsewhere.toString(),
            "apply",
            elsewhere.resolve("shop.plan").toString(),
            "--expect",
            id);
    refused.exited(7);

    assertThat(refused.err()).contains("the state of root `terraform` is in files of the project");
  }

  @Test
  @Order(6)
  void withoutSuchStateItIsAppliedAnywhere() throws IOException {
    stage.write(
        "environments/default.yaml",
        stage
            .read("environments/default.yaml")
            .replace("${steps.cloud.outputs.host}", "db-1.example"));
    stage.replace(
        "deployctl.yaml",
        """
          - name: infrastructure
            steps:
              - {name: cloud, terraform: {root: terraform}}
        """,
        "");
    stage.replace("environments/default.yaml", "text: good day", "text: from elsewhere");
    String id = plan();
    Path elsewhere = Files.createDirectories(stage.directory().resolve("elsewhere-2"));
    Files.move(stage.project().resolve("shop.plan"), elsewhere.resolve("shop.plan"));
    stage.environment().remove("DB_PASSWORD");

    stage
        .run(
            "-C",
            elsewhere.toString(),
            "apply",
            elsewhere.resolve("shop.plan").toString(),
            "--expect",
            id)
        .exited(0);

    assertThat(web("text")).isEqualTo("from elsewhere");
    assertThat(
            stage.kubectl("-n", "shop", "get", "secret", "web", "-o", "jsonpath={.data.password}"))
        .isEqualTo(
            java.util.Base64.getEncoder()
                .encodeToString(PASSWORD.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
