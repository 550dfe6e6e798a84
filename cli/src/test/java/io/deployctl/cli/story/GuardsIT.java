package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What a plan refuses, warns of and calls one-way, before anything is touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardsIT {
  private Stage stage;
  private int number;

  @BeforeAll
  void raise() throws IOException {
    Path empty = Files.createTempDirectory("guards");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
  }

  @AfterAll
  void lower() {
    stage.close();
  }

  /** Each test has a project and an environment of its own. */
  @BeforeEach
  void project() throws IOException {
    number++;
    stage.deleteAll();
    project("");
    stage.write("manifests/settings.yaml", configMap("settings"));
    stage.kubectl("create", "namespace", namespace());
  }

  private void project(String more) {
    stage.write(
        "deployctl.yaml",
        """
        project: NAME
        environments:
          live: {target: {namespace: NAME}}
          prod: {protected: true, target: {contexts: [CONTEXT], namespace: NAME}}
        stages:
          - name: app
            steps:
              - {name: objects, manifests: {paths: [manifests], wait: false}}
        """
                .replace("NAME", namespace())
                .replace("CONTEXT", stage.context())
            + more);
    stage.write("environments/live.yaml", "{}\n");
    stage.write("environments/prod.yaml", "{}\n");
  }

  private String namespace() {
    return "guards" + number;
  }

  private static String configMap(String name) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: b}}\n"
        .formatted(name);
  }

  @Test
  void versionsThatAreGoneAreRefusedAtTheirLineWithWhatToWrite() {
    stage.write(
        "manifests/old.yaml",
        """
        apiVersion: policy/v1beta1
        kind: PodSecurityPolicy
        metadata: {name: restricted}
        ---
        apiVersion: batch/v1beta1
        kind: CronJob
        metadata: {name: nightly}
        ---
        apiVersion: autoscaling/v2beta2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        """);

    plan()
        .exited(1)
        .telling("PodSecurityPolicy restricted is written in `policy/v1beta1`, which is not served")
        .telling("Kubernetes removed it in 1.25")
        .telling("manifests/old.yaml:1:13")
        .telling("Label the namespace with `pod-security.kubernetes.io/enforce` instead")
        .telling("manifests/old.yaml:5:13")
        .telling("hint: Write it as `batch/v1`")
        .telling("hint: Write it as `autoscaling/v2`");
  }

  @Test
  void versionInAChartIsRefusedWithItsTemplate() {
    chart("disruption", "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget", "spec: {}");

    plan()
        .exited(1)
        .telling(
            "is written in `policy/v1beta1`, which is not served: Kubernetes removed it in 1.25")
        .telling("charts/chart/templates/disruption.yaml")
        .telling("hint: Write it as `policy/v1`");
  }

  @Test
  void deprecatedVersionIsWarnedOfOnceInTheServersWords() {
    stage.write(
        "manifests/endpoints.yaml",
        "apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n---\n"
            + "apiVersion: v1\nkind: Endpoints\nmetadata: {name: b}\n");

    String out = plan().exited(0).out();

    assertThat(out.split("v1 Endpoints is deprecated in v1.33", -1)).hasSize(2);
  }

  @Test
  void offlineTheRequiredVersionDecides() {
    project("requires: {kubernetes: \">=1.28\"}\n");
    stage.write(
        "manifests/budget.tmpl.yaml",
        """
        # Templates are looked at too, and no value is read for it.
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: {name: "{{ unknown.name }}"}
        """);

    stage
        .runWith(Map.of("KUBECONFIG", "/nowhere"), "config", "validate", "--env", "live")
        .exited(2)
        .telling("manifests/budget.tmpl.yaml:2")
        .telling("`policy/v1beta1` PodDisruptionBudget was removed in Kubernetes 1.25")
        .telling("hint: Write it as `policy/v1`");
    stage.write("manifests/budget.tmpl.yaml", configMap("budget"));
    stage.run("config", "validate", "--env", "live").exited(0).saying("live is valid");
  }

  @Test
  void renderRefusesWhatNoRequiredVersionServes() {
    project("requires: {kubernetes: \">=1.28\"}\n");
    stage.write(
        "manifests/job.yaml",
        "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: nightly}\n");

    stage.run("render", "--env", "live").exited(2).telling("manifests/job.yaml:1");
  }

  @Test
  void movingTagsOfAllStepsAreToldOnceAndDigestsSilenceThem() {
    stage.write("manifests/web.yaml", deployment("nginx"));
    chart("cache", "apiVersion: v1\nkind: Pod", "spec: {containers: [{name: c, image: redis:7}]}");

    String note = plan().exited(0).out();
    assertThat(note)
        .contains("note: 2 images have tags that can move")
        .doesNotContain("warning: 2 images");
    String strict = stage.run("plan", "--env", "prod", "--output", "json").exited(0).out();
    assertThat(strict)
        .contains("\"moving-image-tag\"")
        .contains("nginx (no tag): Deployment " + namespace() + "/web")
        .contains("redis:7 (tag `7`): Pod " + namespace() + "/cache")
        .contains("\"file\" : \"manifests/web.yaml\"")
        .contains("\"line\" : 10");

    String digest = "@sha256:" + "0".repeat(64);
    stage.write("manifests/web.yaml", deployment("nginx" + digest));
    chart(
        "cache",
        "apiVersion: v1\nkind: Pod",
        "spec: {containers: [{name: c, image: \"redis:7" + digest + "\"}]}");
    assertThat(plan().exited(0).out()).doesNotContain("can move");
  }

  @Test
  void deletingADefinitionCountsWhatGoesWithIt() {
    String plural = "gadgets" + number;
    stage.write(
        "manifests/crd.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: PLURAL.example.com
          annotations: {deployctl.io/prune: allow}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: GadgetN, plural: PLURAL, singular: gadgetN}
          versions:
            - name: v1
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object}}
        """
            .replace("PLURAL", plural)
            .replace("gadgetN", "gadget" + number)
            .replace("GadgetN", "Gadget" + number));
    stage.write(
        "manifests/claim.yaml",
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, annotations: {deployctl.io/prune: allow}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
        """);
    stage.write("manifests/settings.yaml", configMap("one") + "---\n" + configMap("two"));
    apply("--auto-approve").exited(0);
    for (String name : List.of("a", "b", "c")) {
      stage.write(
          "gadget.yaml",
          "{apiVersion: example.com/v1, kind: Gadget%d, metadata: {name: %s, namespace: %s}}\n"
              .formatted(number, name, namespace()));
      stage.kubectl("apply", "-f", stage.project().resolve("gadget.yaml").toString());
    }
    stage.delete("manifests/crd.yaml");
    stage.delete("manifests/claim.yaml");

    String out = stage.run("plan", "--env", "live", "--allow-large-prune").exited(0).out();
    assertThat(out)
        .contains("! one-way: with it go all 3 objects of kind `Gadget" + number + "`")
        .contains("! one-way: the data in it");
    stage
        .run("plan", "--env", "live", "--allow-large-prune", "--require-reversible")
        .exited(1)
        .telling("delete PersistentVolumeClaim " + namespace() + "/data: one-way")
        .telling("with it go all 3 objects");
  }

  @Test
  void claimThatLeavesAChartIsOneWay() {
    chart(
        "claim",
        "apiVersion: v1\nkind: PersistentVolumeClaim",
        "spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests:"
            + " {storage: 1Gi}}}");
    stage.helm("install", "chart", stage.project() + "/charts/chart", "-n", namespace());
    stage.delete("charts/chart/templates/claim.yaml");
    stage.write("charts/chart/templates/other.yaml", configMap("other"));

    assertThat(plan().exited(0).out())
        .contains("! one-way: the data in PersistentVolumeClaim " + namespace() + "/claim");
  }

  @Test
  void commandWithoutAnUndoIsRefusedWhereAllMustBeReversible() {
    project("  - {name: late, steps: [{name: migrate, exec: {command: [\"true\"]}}]}\n");

    assertThat(plan().exited(0).out()).contains("! one-way: the step declares no undo");
    stage
        .run("plan", "--env", "live", "--require-reversible")
        .exited(1)
        .telling("one-way, the step declares no undo");
  }

  @Test
  void protectedEnvironmentWantsItsName() {
    stage.run("apply", "--env", "prod", "--auto-approve").exited(2).telling("--approve prod");
    assertThat(stage.kubectl("get", "configmap", "-n", namespace(), "-o", "name"))
        .doesNotContain("settings");
  }

  private CommandResult plan() {
    return stage.run("plan", "--env", "live");
  }

  private CommandResult apply(String option) {
    return stage.run("apply", "--env", "live", option);
  }

  private void chart(String name, String head, String tail) {
    project("      - {name: chart, helm: {chart: charts/chart}}\n");
    stage.write("charts/chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n");
    stage.write(
        "charts/chart/templates/" + name + ".yaml",
        head + "\nmetadata: {name: " + name + "}\n" + tail + "\n");
  }

  private static String deployment(String image) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - {name: web, image: "IMAGE"}
        """
        .replace("IMAGE", image);
  }
}
