package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.node.NodeRequirements;
import io.deployctl.fixtures.node.RealNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a web service whose pods are real: it is asked all the time, and always answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealRolloutIT {
  private Stage stage;
  private RealNode node;
  private String address;

  @BeforeAll
  void raise() throws Exception {
    new NodeRequirements(Stage.programs(), System.getenv()).meetOrSkip();
    Path empty = Files.createTempDirectory("real-rollout");
    stage = Stage.raise(empty, List.of(), 0);
    Files.delete(empty);
    writeProject();
    node = RealNode.join(stage.kubeconfig(), Stage.programs(), System.err::println);
  }

  @AfterAll
  void strike() {
    if (node != null) {
      node.close();
    }
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  @Order(10)
  void firstReleaseIsReadyAndDoesItsJob() throws IOException, InterruptedException {
    assertThat(stage.run("apply", "--auto-approve").exited(0).out())
        .contains("Release 1 is deployed and verified: 3 created");
    String service = "jsonpath={.spec.clusterIP}";
    String found = stage.kubectl("-n", "shop", "get", "service", "api", "-o", service);
    node.reach(found);
    address = "http://" + found + "/version";
    assertThat(asked()).containsExactly("one");
    assertThat(stage.run("smoke").exited(0).out()).contains("the API answers");
  }

  @Test
  @Order(20)
  void healthSaysHowItStands() {
    assertThat(stage.run("health").exited(0).out())
        .containsPattern("Deployment shop/api +2 of 2 replicas available")
        .containsPattern("Service shop/api +2 endpoints");
  }

  @Test
  @Order(30)
  void newVersionRollsOutWhileTheServiceAnswers() throws InterruptedException {
    try (Poller poller = Poller.of(address)) {
      stage.run("apply", "--auto-approve", "--set", "api.version=two").exited(0);
      assertThat(poller.stop()).containsExactly("one", "two");
    }
    awaitPods(2);
    assertThat(asked()).containsExactly("two");
  }

  @Test
  @Order(40)
  void versionThatCrashesFailsWithItsLastLinesWhileTheOldOneAnswers() throws InterruptedException {
    try (Poller poller = Poller.of(address)) {
      CommandResult failed =
          stage.run("apply", "--auto-approve", "--set", "api.version=broken").exited(1);
      assertThat(failed.err())
          .containsPattern(
              "error: Deployment shop/api: container main in pod api-\\S+ ends again and again\n"
                  + "  --> manifests/api\\.tmpl\\.yaml:1\n"
                  + "  exit code 3, \\d+ restarts?\n"
                  + "  log: starting broken\n"
                  + "  log: schema 7 is not there\n")
          .contains("in step `api` of stage `application`")
          .containsPattern(
              "hint: correct what its last lines name: `kubectl logs -n shop api-\\S+");
      assertThat(poller.stop()).containsExactly("two");
    }
  }

  @Test
  @Order(50)
  void healthNamesTheSameCause() {
    CommandResult health = stage.run("health").exited(1);
    assertThat(health.out() + health.err())
        .containsPattern("container main in pod api-\\S+ ends again and again")
        .contains("log: schema 7 is not there");
    assertThat(stage.run("status").exited(0).out()).contains("failed");
  }

  @Test
  @Order(60)
  void rollbackIsProvenWhileTheServiceAnswers() throws InterruptedException {
    try (Poller poller = Poller.of(address)) {
      stage.run("rollback", "--auto-approve").exited(0);
      assertThat(poller.stop()).containsExactly("two");
    }
    stage.run("health").exited(0);
    stage.run("drift", "--detailed-exitcode").exited(0);
    assertThat(stage.kubectl("-n", "shop", "get", "pods", "-o", "name").lines()).hasSize(2);
  }

  @Test
  @Order(70)
  void imageThatIsNotThereFailsAtOnceAndIsRolledBackWhereAskedFor() throws InterruptedException {
    stage.replace("deployctl.yaml", "onFailure: stop", "onFailure: rollback");
    String image = node.registry().absent("9");
    try (Poller poller = Poller.of(address)) {
      CommandResult failed = stage.run("apply", "--auto-approve", "--set", "api.image=" + image);
      failed.exited(4);
      assertThat(failed.err())
          .containsPattern(
              "error: Deployment shop/api: image `"
                  + image
                  + "` of container main in pod api-\\S+"
                  + " can't be pulled\n")
          .contains("code = NotFound");
      assertThat(poller.stop()).containsExactly("two");
    }
    stage.run("drift", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(80)
  void destroyLeavesNoPod() {
    stage.run("destroy", "--auto-approve").exited(0);
    assertThat(stage.kubectl("-n", "shop", "get", "deployments,services", "-o", "name")).isBlank();
  }

  /** A pod that has been replaced answers until it is gone, and it takes its time to go. */
  private void awaitPods(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (stage.kubectl("-n", "shop", "get", "pods", "-o", "name").lines().count() != count) {
      assertThat(System.nanoTime()).as("pods that were replaced are gone").isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  private List<String> asked() throws InterruptedException {
    Poller poller = Poller.of(address);
    poller.awaitAnswer();
    return poller.stop();
  }

  private void writeProject() {
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          dev: {target: {namespace: shop}}
        stages:
          - name: application
            steps:
              - {name: space, manifests: {paths: [manifests/namespace.yaml]}}
              - {name: api, needs: [space], manifests: {paths: [manifests/api.tmpl.yaml]}}
          - name: verify
            steps:
              - {name: ready, health: {}}
              - {name: journeys, needs: [ready], smoke: {scenario: smoke.yaml, service: {name: api, port: 80}}}
        onFailure: stop
        """);
    stage.write(
        "environments/default.yaml",
        """
        api:
          version: one
          image: deployctl.test/busybox:1
        """);
    stage.write(
        "manifests/namespace.yaml",
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        """);
    stage.write("manifests/api.tmpl.yaml", API);
    stage.write(
        "smoke.yaml",
        """
        steps:
          - name: the API answers
            request: {path: /version}
            expect: {status: 200, matches: "one|two"}
        """);
  }

  /** A pod that ends goes on answering until every node has heard of it. */
  private static final String API =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
      spec:
        replicas: 2
        strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            terminationGracePeriodSeconds: 4
            containers:
            - name: main
              image: {{ api.image }}
              command:
              - sh
              - -c
              - |
                echo starting "$0"
                [ "$0" != broken ] || { echo schema 7 is not there; exit 3; }
                mkdir /tmp/www && echo "$0" >/tmp/www/version
                exec httpd -f -p 8080 -h /tmp/www
              - "{{ api.version }}"
              ports: [{name: http, containerPort: 8080}]
              lifecycle: {preStop: {exec: {command: [sleep, "3"]}}}
              readinessProbe: {httpGet: {path: /version, port: http}, periodSeconds: 1}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: api
      spec:
        selector: {app: api}
        ports: [{port: 80, targetPort: http}]
      """;
}
