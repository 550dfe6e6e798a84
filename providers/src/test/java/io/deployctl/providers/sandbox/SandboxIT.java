package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.deployctl.providers.sandbox.SandboxStatus.Part;
import io.deployctl.providers.sandbox.SandboxStatus.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two real sandboxes, started at the same moment, side by side; kubectl says how they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {
  private static final String APPLICATION =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: amd64}
            initContainers: [{name: prepare, image: "busybox:1.36"}]
            readinessGates: [{conditionType: example.com/in-pool}]
            containers: [{name: web, image: "nginx:1.27", ports: [{containerPort: 8080}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate}
      spec: {template: {spec: {restartPolicy: Never, containers: [{name: job, image: "job:1"}]}}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 7Gi}}}
      """;

  private Path home;
  private HttpServer local;
  private RunningSandbox first;
  private RunningSandbox second;
  private Kubectl kubectl;

  @BeforeAll
  void startBoth(@TempDir Path directory) throws Exception {
    // A name with a space, and longer than the name of a socket may be.
    home = directory.resolve("a place " + "x".repeat(120));
    local = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    local.createContext(
        "/",
        exchange -> {
          byte[] body = "a real process".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    local.start();
    Forward forward = new Forward("default", 8080, "127.0.0.1", local.getAddress().getPort());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<RunningSandbox> one =
          threads.submit(
              () -> Sandboxes.up(TestSandboxes.spec("one", home).withForwards(List.of(forward))));
      Future<RunningSandbox> two =
          threads.submit(() -> Sandboxes.up(TestSandboxes.spec("two", home)));
      Future<RunningSandbox> alsoTwo =
          threads.submit(() -> Sandboxes.up(TestSandboxes.spec("two", home)));
      first = one.get();
      assertThat(List.of(two.get().started(), alsoTwo.get().started()))
          .containsExactlyInAnyOrder(true, false);
      second = two.get().started() ? two.get() : alsoTwo.get();
    } finally {
      threads.shutdown();
    }
    kubectl = new Kubectl(first);
    kubectl.apply(APPLICATION);
  }

  @AfterAll
  void stopBoth() {
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
    local.stop(0);
    assertThat(TestSandboxes.processesUnder(home)).isEmpty();
    assertThat(home.resolve("one")).doesNotExist();
    assertThat(home.resolve("two")).doesNotExist();
  }

  @Test
  void bothRunAndShareNothing() throws Exception {
    assertThat(first.started()).isTrue();
    assertThat(first.status().state()).isEqualTo(State.RUNNING);
    assertThat(second.status().state()).isEqualTo(State.RUNNING);
    assertThat(first.status().server()).isNotEqualTo(second.status().server());
    assertThat(first.status().components())
        .allMatch(Part::running)
        .extracting(part -> part.version().orElseThrow())
        .containsExactly("v3.6.4", "v1.34.4", "v1.34.4", "v1.34.4", "v0.8.0");
    assertThat(new Kubectl(second).run("get", "deployments")).contains("No resources found");
    assertThat(kubectl.run("config", "current-context")).isEqualTo("deployctl-sandbox-one");
  }

  @Test
  void secondUpFindsItAndLeavesItWhenClosed() {
    try (RunningSandbox again = Sandboxes.up(TestSandboxes.spec("two", home))) {
      assertThat(again.started()).isFalse();
      assertThat(again.status().components().get(0)).isEqualTo(second.status().components().get(0));
    }

    assertThat(Sandboxes.status(TestSandboxes.spec("two", home)).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void runningOneGainsNodesAndForwardsAskedForLater() throws Exception {
    Forward forward = new Forward("shop", 80, "127.0.0.1", local.getAddress().getPort());
    SandboxSpec more = TestSandboxes.spec("two", home).withNodes(4).withForwards(List.of(forward));

    RunningSandbox again = Sandboxes.up(more);

    assertThat(again.status().state()).isEqualTo(State.RUNNING);
    assertThat(again.status().nodes()).isEqualTo(4);
    assertThat(again.status().forwards()).containsExactly(forward.toString());
    assertThat(new Kubectl(again).run("get", "nodes", "-o", "name").lines()).hasSize(4);
  }

  @Test
  void nodesAreReadyAndLabelled() throws Exception {
    String nodes =
        kubectl.run(
            "get",
            "nodes",
            "-o",
            "jsonpath={range .items[*]}{.metadata.labels.topology\\.kubernetes\\.io/zone} "
                + "{.metadata.labels.kubernetes\\.io/hostname} {.spec.taints}"
                + "{.status.nodeInfo.kubeletVersion}{\"\\n\"}{end}");

    assertThat(nodes.lines())
        .containsExactly("sandbox-a sandbox-node-1 v1.34.4", "sandbox-b sandbox-node-2 v1.34.4");
  }

  @Test
  void deploymentRollsOut() throws Exception {
    assertThat(kubectl.run("rollout", "status", "deployment/web", "--timeout=60s"))
        .contains("successfully rolled out");
    assertThat(kubectl.run("get", "endpointslices", "-o", "name")).contains("web-");
  }

  @Test
  void jobCompletes() throws Exception {
    assertThat(kubectl.run("wait", "--for=condition=complete", "job/migrate", "--timeout=60s"))
        .contains("condition met");
  }

  @Test
  void loadBalancerAndIngressGetAddresses() throws Exception {
    for (String address : List.of("service/web", "ingress/web")) {
      kubectl.run(
          "wait", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}", address, "--timeout=60s");
    }
  }

  @Test
  void claimIsBoundToAVolumeOfItsSizeWhichGrowsAndGoesWithIt() throws Exception {
    kubectl.run("wait", "--for=jsonpath={.status.phase}=Bound", "pvc/data", "--timeout=60s");
    assertThat(kubectl.run("get", "pv", "-o", "jsonpath={.items[*].spec.capacity.storage}"))
        .contains("7Gi");

    String patch = "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"9Gi\"}}}}";
    kubectl.run("patch", "pvc/data", "-p", patch);
    kubectl.run(
        "wait", "--for=jsonpath={.status.capacity.storage}=9Gi", "pvc/data", "--timeout=60s");

    String volume = kubectl.run("get", "pvc/data", "-o", "jsonpath={.spec.volumeName}");
    kubectl.run("delete", "pvc/data");
    kubectl.run("wait", "--for=delete", "pv/" + volume, "--timeout=60s");
  }

  @Test
  void missingImageShowsAsOnARealNodeAndAGoodOneRecovers() throws Exception {
    kubectl.run("create", "deployment", "bad", "--image=shop/api:does-not-exist");
    kubectl.run("wait", "--for=condition=Available=false", "deployment/bad", "--timeout=60s");
    awaitWaitingReason("bad", "ImagePullBackOff");
    assertThat(kubectl.run("get", "events", "--field-selector=reason=Failed"))
        .contains("Failed to pull image \"shop/api:does-not-exist\"", "not found");

    kubectl.run("set", "image", "deployment/bad", "api=shop/api:1.2.3");

    kubectl.run("rollout", "status", "deployment/bad", "--timeout=60s");
  }

  @Test
  void crashLoopCountsItsRestarts() throws Exception {
    simulate("crashing", "crash-loop");
    awaitWaitingReason("crashing", "CrashLoopBackOff");

    assertThat(
            kubectl.run(
                "get",
                "pods",
                "-l",
                "app=crashing",
                "-o",
                "jsonpath={.items[0].status.containerStatuses[0].restartCount} "
                    + "{.items[0].status.containerStatuses[0].lastState.terminated.exitCode}"))
        .isEqualTo("1 1");
  }

  @Test
  void unreadyPodBecomesReadyOnceTheAnnotationIsGone() throws Exception {
    simulate("slow", "unready");
    kubectl.run(
        "wait", "--for=jsonpath={.status.phase}=Running", "pod", "-l", "app=slow", "--timeout=60s");
    kubectl.run("wait", "--for=condition=Ready=false", "pod", "-l", "app=slow", "--timeout=60s");

    kubectl.run("annotate", "pod", "-l", "app=slow", "deployctl.io/simulate-");

    kubectl.run("wait", "--for=condition=Ready", "pod", "-l", "app=slow", "--timeout=60s");
  }

  @Test
  void logsAnswer() throws Exception {
    kubectl.run("rollout", "status", "deployment/web", "--timeout=60s");

    assertThat(kubectl.run("logs", "deployment/web", "-c", "web"))
        .contains("this container is simulated");
  }

  @Test
  void portForwardReachesAProcessOnThisMachine() throws Exception {
    kubectl.run("rollout", "status", "deployment/web", "--timeout=60s");
    Process forward = kubectl.start("port-forward", "service/web", ":80", "--address=127.0.0.1");
    try (BufferedReader said = forward.inputReader()) {
      Matcher line = Pattern.compile("Forwarding from 127.0.0.1:(\\d+)").matcher(said.readLine());
      assertThat(line.find()).isTrue();

      assertThat(get("http://127.0.0.1:" + line.group(1) + "/")).isEqualTo("a real process");
    } finally {
      forward.destroy();
    }
  }

  private void simulate(String name, String what) throws Exception {
    kubectl.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}, annotations: {deployctl.io/simulate: %2$s}}
            spec: {containers: [{name: main, image: "main:1"}]}
        """
            .formatted(name, what));
    kubectl.run(
        "wait", "--for=jsonpath={.status.replicas}=1", "deployment/" + name, "--timeout=60s");
  }

  private void awaitWaitingReason(String application, String reason) throws Exception {
    kubectl.run(
        "wait",
        "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=" + reason,
        "pod",
        "-l",
        "app=" + application,
        "--timeout=60s");
  }

  private static String get(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
