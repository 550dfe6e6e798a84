package io.deployctl.providers.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.input.TestScope;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.readiness.GraceTimes;
import io.deployctl.providers.kubernetes.readiness.TestingRedactor;
import io.deployctl.providers.sandbox.Forward;
import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Smoke scenarios through port-forwards to Services of a real control plane. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SmokeIT {
  private static final String PASSWORD = "sm0ke-p4ssw0rd";
  private static final Path ECAP =
      Path.of(System.getProperty("project.root"), "test-fixtures/systems/ecap");

  @TempDir private static Path directory;

  private final TestServer server = new TestServer();
  private Process standIn;
  private RunningSandbox sandbox;
  private Cluster cluster;

  @BeforeAll
  void start() throws Exception {
    Forward shop = new Forward("shop", 8080, "127.0.0.1", port(server.url()));
    Forward ecap = new Forward("ecap", 8000, "127.0.0.1", startStandIn());
    Path binaries =
        SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home"))).binaries();
    sandbox =
        Sandboxes.up(
            SandboxSpec.named("smoke-it", new SandboxHome(directory, binaries), System.getenv())
                .withNodes(1)
                .withForwards(List.of(shop, ecap)));
    cluster = TestClusters.connect(sandbox.kubeconfig());
    deploy("shop", "api", 8080, "http", 80);
    deploy("ecap", "ecap-api", 8000, "8000", 8000);
    await("shop", "api");
    await("ecap", "ecap-api");
  }

  @AfterAll
  void stop() {
    server.close();
    standIn.destroy();
    cluster.close();
    sandbox.close();
  }

  /** The stand-in is run as its own words say: by the JDK's source launcher. */
  private int startStandIn() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ECAP.resolve("standin/EcapApi.java").toString(),
            "--port",
            "0");
    builder.environment().put("ECAP_SMOKE_PASSWORD", PASSWORD);
    standIn = builder.redirectErrorStream(true).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(standIn.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    assertThat(line).startsWith("listening on http://127.0.0.1:");
    return port(line.substring("listening on ".length()));
  }

  @Test
  void journeyOfEcapGoesThroughItsService() throws Exception {
    TestScope scope = ecap(PASSWORD);
    Session session = session(scope);
    StepPlan plan = plan(session);
    assertThat(plan.effects().get(0).address())
        .isEqualTo("ecap journeys through Service ecap/ecap-api:8000");
    StepResult result = session.execute(plan, new TestGate());
    assertThat(result.end()).as("%s", result.diagnostics()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(scope.progress()).contains("8 of 8: metrics are there for Prometheus");

    Restoration kept = result.restoration().orElseThrow();
    SmokeReport again =
        SmokeCheck.run(kept, () -> cluster, new TestingRedactor(), line -> {}, new Cancellation());
    assertThat(again.failures()).isEmpty();
    assertThat(again.steps()).hasSize(8);
  }

  @Test
  void wrongPasswordFailsTheJourneyAndIsNotRepeated() {
    Session session = session(ecap("wr0ng-p4ssw0rd"));
    StepResult result = session.execute(plan(session), new TestGate());
    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    Diagnostic failure = result.diagnostics().get(0);
    assertThat(failure.summary()).isEqualTo("smoke: signing in gives a token (tried 4 times)");
    assertThat(failure.details().get(0)).isEqualTo("POST /api/v1/auth/login");
    assertThat(failure.details().get(1)).startsWith("status: expected 200, got 401: ");
    assertThat(result.diagnostics().toString()).doesNotContain("wr0ng-p4ssw0rd");
    assertThat(result.diagnostics().get(1).summary())
        .isEqualTo("6 later steps of the scenario were not tried");
  }

  @Test
  void portForwardFollowsTheNameOfTheTargetPort() throws IOException {
    Session session = session(shop("steps: [{name: a, request: {path: /token}}]", "api", 80));
    StepResult result = session.execute(plan(session), new TestGate());
    assertThat(result.end()).as("%s", result.diagnostics()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(server.requests).contains("GET /token");
  }

  @Test
  void serviceWithoutTheNamedPortIsTold() throws IOException {
    apply(
        "v1",
        "Service",
        "shop",
        "odd",
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "odd"},
         "spec": {"selector": {"app": "api"}, "ports": [{"port": 80, "targetPort": "grpc"}]}}
        """);
    Session session = session(shop("steps: [{name: a, request: {path: /}}]", "odd", 80));
    StepResult result = session.execute(plan(session), new TestGate());
    assertThat(result.diagnostics().get(0).summary())
        .isEqualTo(
            "can't forward a port to Service shop/odd:80: its pods have no port of its target's"
                + " name");
  }

  private TestScope ecap(String password) {
    return new TestScope(ECAP, directory)
        .namespace("ecap")
        .set("scenario", "checks/smoke.yaml")
        .set("service", Map.of("name", "ecap-api", "port", 8000))
        .set("vars", Map.of("user", "smoke", "password", TestScope.secret(password)));
  }

  private TestScope shop(String scenario, String service, int port) throws IOException {
    Path project = Files.createDirectories(directory.resolve("project"));
    Files.writeString(project.resolve("smoke.yaml"), scenario);
    return new TestScope(project, directory)
        .namespace("shop")
        .set("scenario", "smoke.yaml")
        .set("service", Map.of("name", service, "port", port));
  }

  private Session session(TestScope scope) {
    return new SmokeProvider(() -> cluster).open(scope.build());
  }

  private static StepPlan plan(Session session) {
    Planned planned = session.plan(new Request.Deploy());
    assertThat(planned).as("%s", planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready) planned).plan();
  }

  private static int port(String url) {
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1).strip());
  }

  private void deploy(String namespace, String name, int port, String target, int servicePort)
      throws IOException {
    apply(
        "v1",
        "Namespace",
        "",
        namespace,
        """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
        """
            .formatted(namespace));
    apply(
        "apps/v1",
        "Deployment",
        namespace,
        name,
        """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%1$s"},
         "spec": {"selector": {"matchLabels": {"app": "%1$s"}},
                  "template": {"metadata": {"labels": {"app": "%1$s"}},
                               "spec": {"containers": [{"name": "main", "image": "shop/api:1",
                                        "ports": [{"name": "http", "containerPort": %2$d}]}]}}}}
        """
            .formatted(name, port));
    apply(
        "v1",
        "Service",
        namespace,
        name,
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%1$s"},
         "spec": {"selector": {"app": "%1$s"},
                  "ports": [{"port": %2$d, "targetPort": %3$s}]}}
        """
            .formatted(name, servicePort, target.equals("http") ? "\"http\"" : target));
  }

  private void apply(String version, String kind, String namespace, String name, String json)
      throws IOException {
    ApiResource resource = cluster.resource(version, kind).orElseThrow();
    cluster.apply(
        resource,
        namespace,
        name,
        (com.fasterxml.jackson.databind.node.ObjectNode)
            new com.fasterxml.jackson.databind.json.JsonMapper().readTree(json),
        new Application("smoke-it", true, false));
  }

  private void await(String namespace, String name) {
    ClusterReadinessWaiter waiter =
        new ClusterReadinessWaiter(
            () -> cluster, new TestingRedactor(), GraceTimes.DEFAULT, System::nanoTime);
    List<Diagnostic> causes =
        waiter.await(
            List.of(
                new ResourceId("apps", "Deployment", namespace, name),
                new ResourceId("", "Service", namespace, name)),
            Duration.ofSeconds(60),
            line -> {},
            new Cancellation());
    assertThat(causes).isEmpty();
  }
}
