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

/**
 * Somebody has run his shop with kubectl and Helm for years, and goes on with deployctl. One story:
 * each chapter goes on where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptIT {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, labels: {app: web}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: nginx:1.27
                envFrom: [{configMapRef: {name: settings}}]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {level: info, region: north}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 80}]
      """;

  private Stage stage;
  private String pods;

  @BeforeAll
  void yearsBefore() throws IOException {
    Path empty = Files.createTempDirectory("shop");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
    stage.write("live/web.yaml", WEB);
    stage.write("live/service.yaml", SERVICE);
    writeCharts();
    stage.kubectl("create", "namespace", "shop");
    stage.kubectl("-n", "shop", "apply", "-f", stage.project() + "/live/web.yaml");
    stage.kubectl("-n", "shop", "create", "-f", stage.project() + "/live/service.yaml");
    stage.kubectl("-n", "shop", "rollout", "status", "deployment/web", "--timeout=60s");
    stage.helm("-n", "shop", "install", "cache", chart("cache"), "--set", "memory=64Mi");
    stage.helm("-n", "shop", "install", "side", chart("side"));
    stage.kubectl("-n", "shop", "create", "configmap", "watched", "--from-literal=a=1");
    stage.kubectl("-n", "shop", "label", "configmap/watched", "argocd.argoproj.io/instance=shop");
    pods = replicaSets();
  }

  private void writeCharts() {
    for (String name : List.of("cache", "side")) {
      stage.write(
          "charts/" + name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
      stage.write("charts/" + name + "/values.yaml", "memory: 32Mi\n");
      stage.write(
          "charts/" + name + "/templates/" + name + ".yaml",
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: NAME, labels: {app.kubernetes.io/managed-by: "{{ .Release.Service }}"}}
          data: {memory: "{{ .Values.memory }}"}
          """
              .replace("NAME", name));
    }
  }

  /** The project that he writes: the same files, in their place. */
  @Test
  @Order(10)
  void planOfWhatRunsAlreadyIsNoChange() {
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          live: {target: {namespace: shop}}
        stages:
          - name: app
            steps:
              - {name: web, manifests: {paths: [manifests]}}
              - {name: cache, helm: {chart: charts/cache, set: {memory: 64Mi}}}
        """);
    stage.write("manifests/web.yaml", WEB);
    stage.write("manifests/service.yaml", SERVICE);

    CommandResult plan = stage.run("plan", "--detailed-exitcode").exited(0);

    assertThat(plan.out())
        .contains(
            "« Deployment shop/web  (take over from kubectl-client-side-apply)",
            "« Service shop/web  (take over from kubectl-create)",
            "« release shop/cache  (take over from helm: revision 1 of cache-1.0.0, deployed)",
            "No changes; 4 to take over");
  }

  @Test
  @Order(20)
  void adoptWithoutAYesTouchesNothing() {
    CommandResult asked = stage.run("adopt").exited(2);

    assertThat(asked.out()).contains("Adoption of shop in live", "4 to take over");
    assertThat(label("deployment/web")).isEmpty();
  }

  @Test
  @Order(30)
  void adoptTakesOverAndChangesNothing() {
    CommandResult adopted = stage.run("adopt", "--auto-approve").exited(0);

    assertThat(adopted.out()).contains("Release 1 is deployed and verified: 4 taken over");
    assertThat(label("deployment/web")).isNotEmpty();
    assertThat(stage.kubectl("-n", "shop", "get", "deployment/web", "-o", "yaml"))
        .doesNotContain("last-applied-configuration");
    assertThat(replicaSets()).isEqualTo(pods);
    assertThat(stage.helm("-n", "shop", "history", "cache", "-o", "json"))
        .contains("\"revision\":1")
        .doesNotContain("\"revision\":2");
    assertThat(stage.run("plan", "--detailed-exitcode").exited(0).out()).contains("No changes");
    assertThat(stage.run("history").exited(0).out()).contains("adopt");
  }

  @Test
  @Order(40)
  void adoptAgainHasNothingToDo() {
    CommandResult again = stage.run("adopt", "--auto-approve").exited(0);

    assertThat(again.out()).contains("Nothing to take over", "Nothing to do: release 1 is there");
  }

  @Test
  @Order(50)
  void whatLeavesTheProjectGoes() {
    stage.replace("manifests/web.yaml", ", region: north", "");
    stage.replace("manifests/web.yaml", "replicas: 2", "replicas: 3");
    stage.replace("deployctl.yaml", "64Mi", "128Mi");

    stage.run("apply", "--auto-approve").exited(0);

    assertThat(settings()).isEqualTo("{\"level\":\"info\"}");
    assertThat(cache()).isEqualTo("128Mi");
    assertThat(replicaSets()).as("pods read another configuration").isNotEqualTo(pods);
  }

  @Test
  @Order(60)
  void rollbackGoesToWhatRanBefore() {
    stage.run("rollback", "--to", "1", "--auto-approve").exited(0);

    assertThat(settings()).isEqualTo("{\"level\":\"info\",\"region\":\"north\"}");
    assertThat(cache()).isEqualTo("64Mi");
    assertThat(
            stage.kubectl("-n", "shop", "get", "deployment/web", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("2");
    assertThat(stage.run("plan").exited(1).err()).contains("held back");
    stage.run("apply", "--auto-approve", "--release-hold").exited(0);
  }

  @Test
  @Order(70)
  void objectOfArgoIsRefusedByNameAndLeftOutElse() {
    stage.write(
        "manifests/watched.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: watched}\ndata: {a: '1'}\n");

    CommandResult named = stage.run("adopt", "configmap/watched", "--auto-approve").exited(1);
    CommandResult rest = stage.run("adopt", "--auto-approve").exited(0);

    assertThat(named.err())
        .contains("belongs to Argo CD (application `shop`)", "hint: ", "kubectl label");
    assertThat(rest.out()).contains("! ConfigMap shop/watched", "1 can't be taken over");
    stage.delete("manifests/watched.yaml");
  }

  @Test
  @Order(80)
  void objectsOfAHelmReleaseMoveToTheProject() {
    stage.write(
        "manifests/side.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: side}\ndata: {memory: 32Mi}\n");
    assertThat(stage.run("plan").exited(1).err())
        .contains("belongs to Helm release `shop/side`", "adopt --from-helm shop/side");

    CommandResult moved = stage.run("adopt", "--from-helm", "shop/side", "--auto-approve");

    assertThat(moved.exited(0).out()).contains("record of release shop/side", "1 taken over");
    assertThat(stage.helm("-n", "shop", "list", "-a", "-q")).doesNotContain("side");
    assertThat(stage.kubectl("-n", "shop", "get", "configmap/side", "-o", "yaml"))
        .contains("memory: 32Mi")
        .doesNotContain("meta.helm.sh", "managed-by");
    assertThat(stage.run("plan", "--detailed-exitcode").exited(0).out()).contains("No changes");
  }

  @Test
  @Order(90)
  void optionsThatMakeNoSenseAreRefused() {
    assertThat(stage.run("adopt", "--from-helm", "side").exited(2).err())
        .contains("NAMESPACE/RELEASE");
    assertThat(stage.run("adopt", "--leave", "configmap/x").exited(2).err())
        .contains("`--leave` needs `--from-helm`");
    assertThat(stage.run("adopt", "configmap/none").exited(2).err())
        .contains("the project has no object `configmap/none`");
  }

  @AfterAll
  void strike() {
    if (stage != null) {
      stage.close();
    }
  }

  private String chart(String name) {
    return stage.project().resolve("charts/" + name).toString();
  }

  private String label(String object) {
    return stage.kubectl(
        "-n", "shop", "get", object, "-o", "jsonpath={.metadata.labels['deployctl\\.io/env']}");
  }

  private String replicaSets() {
    return stage.kubectl("-n", "shop", "get", "replicasets", "-o", "name");
  }

  private String settings() {
    return stage.kubectl("-n", "shop", "get", "configmap/settings", "-o", "jsonpath={.data}");
  }

  private String cache() {
    return stage.kubectl("-n", "shop", "get", "configmap/cache", "-o", "jsonpath={.data.memory}");
  }
}
