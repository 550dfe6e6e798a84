package io.deployctl.providers.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.kubernetes.readiness.FakeCluster;
import io.deployctl.providers.kubernetes.readiness.TestingRedactor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SmokeSessionTest {
  private static final ActGate GATE =
      new ActGate() {
        @Override
        public RunId run() {
          return TestGate.RUN;
        }

        @Override
        public <T> T act(Effect effect, Callable<T> mutation) throws Exception {
          return mutation.call();
        }
      };

  @TempDir private Path project;
  private final TestServer server = new TestServer();
  private final FakeCluster cluster = new FakeCluster();
  private final TestingRedactor redactor = new TestingRedactor();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> progress = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void journeyCapturesAndUsesWhatItCaptured() {
    assertThat(
            run(
                """
                steps:
                  - name: sign in
                    request: {method: POST, path: /token, json: {user: "${vars.user}"}}
                    expect: {status: 200, json: {id: 42}, header: {content-type: json}}
                    capture: {token: "json:$.token", id: "json:$.id", request: "header:x-request-id", part: 'regex:"token": "(tok)'}
                  - name: use it
                    request:
                      path: "/echo?id=${id}"
                      method: POST
                      json: {id: "${id}", text: "n ${id} of ${request} ${part}"}
                    expect: {json: {id: "${id}", text: "n 42 of req-8271 tok"}, contains: [req-8271, '"id":42']}
                """))
        .isEmpty();
    assertThat(server.requests)
        .containsExactly(
            "POST /token {\"user\":\"smoke\"}",
            "POST /echo?id=42 {\"id\":42,\"text\":\"n 42 of req-8271 tok\"}");
    assertThat(progress).containsExactly("1 of 2: sign in", "2 of 2: use it");
  }

  @Test
  void everyDifferenceIsToldWithBothSides() {
    assertThat(
            run(
                """
                steps:
                  - name: echo
                    request: {path: /echo, json: {a: 1, b: [1, 2], c: {d: x}, n: 1.50}}
                    expect:
                      status: [201, 204]
                      header: {X-None: a, Content-Type: xml}
                      json: {a: 2, b: [1], c: {d: x, e: y}, n: 1.5}
                      contains: nowhere
                      matches: "^never$"
                  - name: later
                    request: {path: /token}
                """))
        .isEqualTo(
            """
            smoke-failed: smoke: echo (tried once) at smoke.yaml:2:5
              POST /echo
              status: expected 201 or 204, got 200: {"a":1,"b":[1,2],"c":{"d":"x"},"n":1.5}
              header X-None: expected to contain `a`, got no such header
              header Content-Type: expected to contain `xml`, got application/json
              $.a: expected 2, got 1
              $.b: expected 1 items, got 2 items
              $.c.e: expected "y", got nothing
              body: expected to contain `nowhere`, got {"a":1,"b":[1,2],"c":{"d":"x"},"n":1.5}
              body: expected to match `^never$`, got {"a":1,"b":[1,2],"c":{"d":"x"},"n":1.5}
            smoke-not-tried: 1 later step of the scenario was not tried
            """);
  }

  @Test
  void expressionsAreFoundAnywhereInTheBody() {
    assertThat(run("steps: [{name: a, request: {path: /token}, expect: {matches: 'tok-\\d+'}}]"))
        .isEmpty();
  }

  @Test
  void secretsAppearInNoMessage() {
    String failure =
        run(
            """
            steps:
              - name: sign in
                request: {path: "/token?secret=${vars.password}"}
                capture: {token: "json:$.token", pin: "json:$.id"}
              - name: use it
                request:
                  path: "/authorized?token=${token}&pin=${pin}"
                  headers: {Authorization: "Bearer ${token} ${vars.password}"}
                expect: {status: 200, contains: "${vars.password}", json: {a: "${token}"}}
            """);
    assertThat(failure)
        .isEqualTo(
            """
            smoke-failed: smoke: use it (tried once) at smoke.yaml:5:5
              GET /authorized?token=${token}&pin=${pin}
              status: expected 200, got 403: {"refused": "Bearer (secret) (secret) for /authorized?token=(secret)&pin=(secret)"}
              $.a: expected "${token}", got nothing
            """);
    assertThat(server.requests.get(1)).contains("tok-3141592");
  }

  @Test
  void secretThatCannotBeSentIsNotRepeated() {
    assertThat(
            run(
                """
                steps:
                  - name: a
                    request: {path: /token, headers: {Authorization: "${vars.multiline}"}}
                """))
        .contains("  the header `Authorization` can't be sent as it is\n")
        .doesNotContain("line");
  }

  @Test
  void capturedTextsAreEncodedWhereAUrlNeedsIt() {
    run(
        """
        steps:
          - name: a
            request: {path: "/echo?q=${vars.spaced}&x=a%20b"}
        """);
    assertThat(server.requests).containsExactly("GET /echo?q=a%20%C3%BC%22&x=a%20b");
  }

  @Test
  void failingRequestIsTriedAgain() {
    assertThat(
            run(
                """
                defaults: {retries: 4, interval: 1ms}
                steps: [{name: up, request: {path: /third-time}, expect: {json: {status: up}}}]
                """))
        .isEmpty();
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void retriesAreCounted() {
    assertThat(
            run(
                """
                steps:
                - {name: gone, request: {path: /gone}, retries: 2, interval: 1ms}
                """))
        .isEqualTo(
            """
            smoke-failed: smoke: gone (tried 3 times) at smoke.yaml:2:3
              GET /gone
              status: expected 200, got 404: {"detail": "Not found"}
            """);
  }

  @Test
  void captureThatFindsNothingFails() {
    assertThat(
            run(
                """
                steps:
                - name: a
                  request: {path: /token}
                  capture: {x: "json:$.none", y: "header:x-none", z: "regex:absent(.)"}
                """))
        .isEqualTo(
            """
            smoke-failed: smoke: a (tried once) at smoke.yaml:2:3
              GET /token
              capture x: nothing at json:$.none
              capture y: nothing at header:x-none
              capture z: nothing at regex:absent(.)
            """);
  }

  @Test
  void redirectsAreNotFollowed() {
    assertThat(run("steps: [{name: a, request: {path: /moved}}]"))
        .contains("  status: expected 200, got 302 to /token (not followed)\n");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void hugeBodyIsAFailure() {
    assertThat(run("steps: [{name: a, request: {path: /large}}]"))
        .contains("the answer is larger than 1 MiB\n");
  }

  @Test
  void bodyThatStallsEndsAtTheDeadline() {
    assertThat(run("steps: [{name: a, request: {path: /stalls}, timeout: 300ms}]"))
        .contains("  no whole answer within 300ms\n");
  }

  @Test
  void serverThatIsSilentEndsAtTheDeadline() {
    assertThat(run("steps: [{name: a, request: {path: /silent}, timeout: 300ms}]"))
        .contains("  no whole answer within 300ms\n");
  }

  @Test
  void wholeScenarioHasADeadline() {
    Map<String, Object> settings =
        settings(
            "steps: [{name: a, request: {path: /silent}, timeout: 1h, retries: 9}]",
            Map.of("url", server.url(), "timeout", "400ms"));
    assertThat(run(settings))
        .contains("no whole answer within ")
        .contains("the whole scenario's time of 400ms is up\n");
  }

  @Test
  void expressionThatWouldNeverEndIsStopped() {
    // The back reference keeps Java from remembering where it has failed before.
    assertThat(
            run("steps: [{name: a, request: {path: /many-a}, expect: {matches: '(a|aa)+\\1c'}}]"))
        .contains("  body: the expression takes too long on this answer: make it simpler\n");
  }

  @Test
  void expressionThatGoesTooDeepIsStopped() {
    assertThat(run("steps: [{name: a, request: {path: /most-a}, expect: {matches: '^(a|b)*!'}}]"))
        .contains("  body: the expression takes too long on this answer: make it simpler\n");
  }

  @Test
  void refusedConnectionIsSaid() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(
            run(
                settings(
                    "steps: [{name: a, request: {path: /}}]",
                    Map.of("url", "http://127.0.0.1:" + port))))
        .contains("  no connection to 127.0.0.1:" + port + ": connection refused\n");
  }

  @Test
  void unknownHostIsSaid() {
    assertThat(
            run(
                settings(
                    "steps: [{name: a, request: {path: /}}]", Map.of("url", "http://no.invalid"))))
        .contains("  the host `no.invalid` is not known\n");
  }

  @Test
  void garbageIsSaid() throws Exception {
    try (ServerSocket garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> speakGarbage(garbage));
      thread.setDaemon(true);
      thread.start();
      assertThat(
              run(
                  settings(
                      "steps: [{name: a, request: {path: /}, timeout: 5s}]",
                      Map.of("url", "http://127.0.0.1:" + garbage.getLocalPort()))))
          .contains("  no answer from 127.0.0.1:" + garbage.getLocalPort() + ": ");
    }
  }

  private static void speakGarbage(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[1024]);
      socket.getOutputStream().write("\u0001\u0002 hello\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // The client went away first.
      return;
    }
  }

  @Test
  void certificateThatNobodySignedIsNotTrusted() throws Exception {
    HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 4);
    https.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    https.start();
    try {
      assertThat(
              run(
                  settings(
                      "steps: [{name: a, request: {path: /}}]",
                      Map.of("url", "https://127.0.0.1:" + https.getAddress().getPort()))))
          .contains("  TLS with 127.0.0.1:" + https.getAddress().getPort() + " failed: ");
    } finally {
      https.stop(0);
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = project.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void stopEndsARequestThatHangs() {
    Session session = session(settings("steps: [{name: a, request: {path: /silent}}]", url()));
    StepPlan plan = plan(session, new Request.Deploy());
    Thread stopper =
        new Thread(
            () -> {
              while (server.requests.isEmpty()) {
                Thread.onSpinWait();
              }
              cancellation.stop();
            });
    stopper.start();
    assertThat(session.execute(plan, GATE).end()).isEqualTo(StepResult.End.CANCELLED);
  }

  @Test
  void planShowsTheStepsAndSealsTheRest() {
    StepPlan plan =
        plan(
            session(settings("name: j\nsteps: [{name: a, request: {path: /token}}]", url())),
            new Request.Deploy());
    assertThat(plan.effects()).hasSize(1);
    assertThat(plan.effects().get(0).verb()).isEqualTo(Verb.READ);
    assertThat(plan.effects().get(0).address()).isEqualTo("j through " + server.url());
    assertThat(plan.effects().get(0).notes()).containsExactly("a");
    assertThat(plan.payload().get("spec").placement()).isInstanceOf(Placement.Sealed.class);
    assertThat(plan.toString()).doesNotContain("p4ssw0rd");
  }

  @Test
  void restoredStepRunsWithoutTheProjectAndForCommandsToo() throws Exception {
    String scenario = "steps: [{name: a, request: {path: '/token?p=${vars.password}'}}]";
    Session deployed = session(settings(scenario, url()));
    StepPlan first = plan(deployed, new Request.Deploy());
    Restoration kept = deployed.execute(first, GATE).restoration().orElseThrow();
    Files.delete(project.resolve("smoke.yaml"));
    Session restored = session(Map.of());
    StepPlan second = plan(restored, new Request.Restore(kept));
    assertThat(second.inputs()).isEqualTo(first.inputs());
    assertThat(restored.execute(second, GATE).end()).isEqualTo(StepResult.End.SUCCEEDED);
    TestingRedactor fresh = new TestingRedactor();
    SmokeReport report =
        SmokeCheck.run(kept, () -> cluster, fresh, progress::add, new Cancellation());
    assertThat(report.failures()).isEmpty();
    assertThat(report.steps()).extracting(SmokeReport.StepReport::tries).containsExactly(1);
    assertThat(fresh.redact("p4ssw0rd")).isEqualTo(SecretText.MASK);
    assertThat(server.requests).hasSize(3).containsOnly("GET /token?p=p4ssw0rd");
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void removedStepDoesNothing() {
    Session session = session(Map.of());
    Restoration kept = new Restoration("smoke", 1, new java.util.TreeMap<>());
    StepPlan plan = plan(session, new Request.Remove(kept));
    assertThat(plan.effects()).isEmpty();
    assertThat(session.execute(plan, GATE).end()).isEqualTo(StepResult.End.SUCCEEDED);
  }

  @Test
  void addressThatAnEarlierStepMakesIsWaitedFor() {
    Map<String, Object> settings = settings("steps: [{name: a, request: {path: /}}]", Map.of());
    StepOutputRef output = new StepOutputRef(new StepId("ingress"), "url");
    settings.put("url", new Value.Unknown(Set.of(output), false, Set.of()));
    StepPlan plan = plan(session(settings), new Request.Deploy());
    assertThat(plan.isPlannedAgain()).isTrue();
    assertThat(plan.waitsOn()).containsExactly(output);
  }

  @Test
  void badSettingsAreRefusedAtTheirPlace() throws IOException {
    Map<String, Object> service = Map.of("name", "api", "port", 8080);
    assertThat(refusal(settings("", Map.of("url", server.url(), "service", service))))
        .isEqualTo("deployctl.yaml:7:3: a smoke step has `url` or `service`, not both");
    assertThat(refusal(settings("", Map.of("url", "api.example.com"))))
        .contains("`api.example.com` is no address of the form http(s)://host[:port]");
    assertThat(refusal(settings("", Map.of("service", Map.of("name", "api", "port", 0)))))
        .contains("`service` needs a `port` from 1 to 65535");
    Map<String, Object> missing = settings("", url());
    missing.put("scenario", "none.yaml");
    assertThat(refusal(missing)).contains("the scenario none.yaml does not exist");
    missing.put("scenario", "../secrets.yaml");
    assertThat(refusal(missing)).contains("../secrets.yaml lies outside of the project");
    missing.put("scenario", ".");
    assertThat(refusal(missing)).contains("the scenario . is no file");
    Map<String, Object> large = settings("#".repeat((1 << 20) + 1), url());
    assertThat(refusal(large)).contains("the scenario smoke.yaml is larger than 1 MiB");
    Map<String, Object> binary = settings("", url());
    Files.write(project.resolve("smoke.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(refusal(binary)).startsWith("smoke.yaml:");
  }

  @Test
  void serviceThatIsNotThereIsSaid() {
    assertThat(runOnService())
        .contains("can't forward a port to Service shop/api:8080: there is no such Service");
    cluster.with(
        """
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
        """);
    assertThat(runOnService()).contains("Service shop/api:8080: the Service has no such port");
    cluster.with(
        """
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {selector: {app: api}, ports: [{port: 8080, targetPort: http}]}
        """);
    assertThat(runOnService()).contains("Service shop/api:8080: no pod behind it is ready");
    cluster.failing("get Service", 403, "Forbidden");
    assertThat(runOnService()).contains("Service shop/api:8080: Forbidden of get Service");
  }

  private String runOnService() {
    return run(
        settings(
            "steps: [{name: a, request: {path: /}}]",
            Map.of("service", Map.of("name", "api", "port", 8080))));
  }

  private Map<String, Object> url() {
    return Map.of("url", server.url());
  }

  private Map<String, Object> settings(String scenario, Map<String, Object> more) {
    try {
      Files.writeString(project.resolve("smoke.yaml"), scenario);
    } catch (IOException unexpected) {
      throw new java.io.UncheckedIOException(unexpected);
    }
    Map<String, Object> settings = new LinkedHashMap<>(more);
    settings.put("scenario", "smoke.yaml");
    settings.put(
        "vars",
        Map.of(
            "user",
            "smoke",
            "spaced",
            "a ü\"",
            "password",
            new Value.Secret(new SecretText("p4ssw0rd"), true, Set.of()),
            "multiline",
            new Value.Secret(new SecretText("line\nline"), true, Set.of())));
    return settings;
  }

  private String refusal(Map<String, Object> settings) {
    Planned planned = session(settings).plan(new Request.Deploy());
    Diagnostic first = ((Planned.Refused) planned).diagnostics().get(0);
    return first.position().map(at -> at + ": ").orElse("") + first.summary();
  }

  private String run(String scenario) {
    return run(settings(scenario, url()));
  }

  private String run(Map<String, Object> settings) {
    Session session = session(settings);
    StepResult result = session.execute(plan(session, new Request.Deploy()), GATE);
    assertThat(result.end() == StepResult.End.SUCCEEDED).isEqualTo(result.diagnostics().isEmpty());
    return result.diagnostics().stream()
        .map(
            each ->
                each.code()
                    + ": "
                    + each.summary()
                    + each.position().map(at -> " at " + at).orElse("")
                    + "\n"
                    + each.details().stream()
                        .map(d -> "  " + d + "\n")
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static StepPlan plan(Session session, Request request) {
    Planned planned = session.plan(request);
    assertThat(planned).as("%s", planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready) planned).plan();
  }

  private Session session(Map<String, Object> settings) {
    StepScope scope =
        new StepScope(
            new StepId("journeys"),
            new EnvironmentIdentity("shop", "production", "uuid"),
            "shop",
            new Settings((Value.Mapping) value(settings)),
            Value.Mapping.EMPTY,
            Optional.empty(),
            Optional.empty(),
            Inventory.EMPTY,
            Set.of(),
            project,
            project,
            new Tagger(new byte[32]),
            redactor,
            progress::add,
            cancellation);
    return new SmokeProvider(() -> cluster).open(scope);
  }

  private static Value value(Object data) {
    Origin origin = new Origin.Layer("project", new SourcePosition("deployctl.yaml", 7, 3));
    if (data instanceof Value value) {
      return value;
    }
    if (data instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put((String) key, value(value)));
      return new Value.Mapping(entries, Set.of(origin));
    }
    return Value.Scalar.of(data, origin);
  }
}
