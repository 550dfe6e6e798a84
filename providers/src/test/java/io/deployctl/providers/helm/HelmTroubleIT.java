package io.deployctl.providers.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.Digest;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.Unfinished;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.input.TestScope;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Charts, values and clusters that are wrong. */
class HelmTroubleIT {
  private static final Request DEPLOY = new Request.Deploy();
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {text: "{{ .Values.text }}"}
      """;

  @TempDir static Path shared;
  private static HelmFixture cluster;

  @TempDir Path directory;

  private Path project;
  private TestScope scope;
  private HelmProvider provider;
  private String namespace;

  @BeforeAll
  static void up() {
    cluster = new HelmFixture("helm-trouble-it", shared);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void makeProject(TestInfo test) {
    project = directory.resolve("project");
    namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    if (namespace.length() > 60) {
      namespace = namespace.substring(0, 60);
    }
    cluster.kubectl("create", "namespace", namespace);
    chart("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    chart("values.yaml", "text: hello\n");
    chart("templates/web.yaml", CONFIG_MAP);
    scope =
        new TestScope(project, directory.resolve("work"))
            .step("web")
            .namespace(namespace)
            .set("chart", "charts/web");
    provider = cluster.provider(scope, directory.resolve("tool-cache"));
  }

  @Test
  void valuesThatDoNotFitTheSchemaAreNamed() {
    chart("values.schema.json", "{\"properties\": {\"text\": {\"type\": \"string\"}}}");
    scope.set("set", Map.of("text", 5L));

    Diagnostic problem = HelmFixture.refused(provider, scope);

    assertThat(problem.code()).isEqualTo("helm-values");
    assertThat(problem.details()).singleElement().asString().contains("text").contains("string");
  }

  @Test
  void mistakeInATemplateIsReportedAtItsPlace() {
    chart("templates/web.yaml", CONFIG_MAP.replace(".Values.text", ".Values.a.b"));

    Diagnostic problem = HelmFixture.refused(provider, scope);

    assertThat(problem.code()).isEqualTo("helm-template");
    assertThat(problem.position().map(SourcePosition::file))
        .contains("charts/web/templates/web.yaml");
    assertThat(problem.position().map(SourcePosition::line)).contains(4);
    assertThat(problem.summary()).contains("nil pointer").contains("`.Values.a.b`");
  }

  @Test
  void whatAChartRequiresIsSaidInItsWords() {
    chart(
        "templates/web.yaml",
        CONFIG_MAP.replace(".Values.text", "required \"set text\" .Values.x"));

    assertThat(HelmFixture.refused(provider, scope).summary()).isEqualTo("set text");
  }

  @Test
  void templateThatMakesNoYamlIsNamed() {
    chart("templates/web.yaml", "a: b\n c: d\n");

    Diagnostic problem = HelmFixture.refused(provider, scope);

    assertThat(problem.position().map(SourcePosition::file))
        .contains("charts/web/templates/web.yaml");
    assertThat(problem.details().get(0)).contains("line 2");
  }

  @Test
  void objectOfSomebodyElseIsRefused() {
    cluster.kubectl("create", "configmap", "web", "-n", namespace);

    Diagnostic problem = HelmFixture.refused(provider, scope);

    assertThat(problem.code()).isEqualTo("helm-ownership");
    assertThat(problem.summary()).contains("ConfigMap \"web\"");
  }

  @Test
  void directoryThatIsNoChartIsRefused() {
    scope.set("chart", "charts");

    assertThat(HelmFixture.refused(provider, scope).summary())
        .isEqualTo("`charts` is no chart: it has no Chart.yaml");
  }

  @Test
  void missingNamespaceDefersTheStepAndShowsIt() {
    scope.set("namespace", namespace + "-x");

    Planned.Ready planned = ready();

    assertThat(planned.plan().deferred())
        .contains("namespace " + namespace + "-x is not there yet");
    assertThat(HelmFixture.shown(planned))
        .containsExactly("ConfigMap %s-x/web: (absent) -> created".formatted(namespace));
    scope.set("createNamespace", true);
    Planned.Ready creating = ready();
    assertThat(creating.plan().deferred()).isEmpty();
    assertThat(execute(creating).end()).isEqualTo(StepResult.End.SUCCEEDED);
  }

  @Test
  void missingKindDefersTheStep() {
    chart(
        "templates/thing.yaml",
        "apiVersion: things.example.com/v1\nkind: Thing\nmetadata: {name: one}\n");

    Planned.Ready planned = ready();

    assertThat(planned.plan().deferred()).contains("not in the cluster yet: kind Thing");
    assertThat(HelmFixture.shown(planned))
        .contains("Thing %s/one: (absent) -> created".formatted(namespace));
  }

  @Test
  void chartThatCannotWorkWithUnknownValuesWaits() {
    chart(
        "templates/web.yaml",
        CONFIG_MAP
            + "{{ if not (hasPrefix \"pg-\" .Values.text) }}{{ fail \"no such host\" }}{{ end }}\n");
    scope.set("set", Map.of("text", TestScope.unknown("cloud", "host")));

    Planned.Ready planned = ready();

    assertThat(planned.plan().deferred().orElseThrow()).endsWith("no such host");
    assertThat(planned.plan().waitsOn()).hasSize(1);
    assertThat(planned.plan().effects()).isEmpty();
  }

  @Test
  void valuesFilesLayerAndTemplatesSeeTheValues() {
    HelmFixture.write(project, "helm/base.yaml", "text: base\nother: {a: 1, b: 2}\n");
    HelmFixture.write(
        project, "helm/web.tmpl.yaml", "text: '{{ host }}-{{ token }}'\nother: {b: 3}\n");
    chart(
        "templates/web.yaml",
        CONFIG_MAP
            + "  \n---\n"
            + CONFIG_MAP
                .replace("web", "other")
                .replace(".Values.text", "toJson .Values.other | replace \"\\\"\" \"\""));
    scope.value("host", "db.example.com").value("token", TestScope.secret("dragon-5527"));
    scope.set("values", List.of("helm/base.yaml", "helm/web.tmpl.yaml"));

    Planned.Ready planned = ready();
    StepResult result = execute(planned);

    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(planned.toString()).doesNotContain("dragon");
    assertThat(text("web")).isEqualTo("db.example.com-dragon-5527");
    assertThat(text("other")).isEqualTo("{a:1,b:3}");
  }

  @Test
  void randomLeafAloneIsNoChangeAndIsShownWithOthers() {
    chart(
        "templates/web.yaml",
        CONFIG_MAP
            + "  \n---\n"
            + CONFIG_MAP.replace("name: web", "name: r").replace(".Values.text", "randAlphaNum 8"));
    released(execute(ready()));
    scope.set("description", "another text changes neither chart nor values");
    assertThat(ready().plan().effects()).isEmpty();
    chart("unused.txt", "the chart's bytes change, what it renders does not");

    assertThat(ready().plan().effects()).isEmpty();
    scope.set("set", Map.of("text", "new"));
    assertThat(HelmFixture.shown(ready()))
        .anyMatch(line -> line.endsWith("-> (another one at each render)"))
        .contains("ConfigMap %s/web data.text: hello -> new".formatted(namespace));
  }

  @Test
  void clusterThatChangedSincePlanningMakesThePlanStale() {
    chart(
        "templates/web.yaml",
        CONFIG_MAP.replace(
            ".Values.text", "len (lookup \"v1\" \"Secret\" .Release.Namespace \"extra\")"));
    Planned.Ready planned = ready();
    cluster.kubectl("create", "secret", "generic", "extra", "-n", namespace);

    StepResult result = execute(planned);

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics().get(0).code()).isEqualTo("helm-stale");
    assertThat(cluster.helm("list", "-q", "-n", namespace)).isBlank();
  }

  @Test
  void releaseThatSomebodyElseMovedIsNotOverwritten() {
    released(execute(ready()));
    scope.set("set", Map.of("text", "ours"));
    Planned.Ready planned = ready();
    cluster.helm(
        "upgrade",
        "web",
        project.resolve("charts/web").toString(),
        "-n",
        namespace,
        "--set",
        "text=theirs");

    StepResult result = execute(planned);

    assertThat(result.diagnostics().get(0).code()).isEqualTo("helm-stale");
    assertThat(result.diagnostics().get(0).summary())
        .endsWith("was at revision 1 when it was planned, and is at 2 now");
    assertThat(text("web")).isEqualTo("theirs");
  }

  @Test
  void failedHookIsExplainedAndTheNextPlanRepairs() {
    chart("templates/hook.yaml", hook("deployctl.io/simulate: crash-loop"));

    StepResult result = execute(ready());

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics().get(0).summary())
        .isEqualTo("the chart's post-install hook failed");
    assertThat(result.diagnostics().get(0).details())
        .containsExactly("job migrate failed: BackoffLimitExceeded");
    assertThat(result.diagnostics().toString()).contains("Job " + namespace + "/migrate");
    assertThat(cluster.history("web", namespace).get(0).path("status").asText())
        .isEqualTo("failed");
    released(result);
    chart("templates/hook.yaml", hook("a: b"));
    Planned.Ready again = ready();
    assertThat(again.plan().effects().get(0).notes()).contains("revision 1 is failed");
    assertThat(execute(again).end()).isEqualTo(StepResult.End.SUCCEEDED);
  }

  @Test
  void workloadThatNeverGetsReadyFailsWithItsCause() {
    chart(
        "templates/pod.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "web:does-not-exist"}]}
        """);

    StepResult result = execute(ready());

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics().toString()).contains("web:does-not-exist");
    assertThat(result.restoration()).isPresent();
  }

  @Test
  void operationThatWasKilledHalfWayIsExplained() throws IOException {
    released(execute(ready()));
    leavePending(Map.of());

    Diagnostic problem = HelmFixture.refused(provider, scope);

    assertThat(problem.code()).isEqualTo("helm-pending");
    assertThat(problem.details().get(0)).isEqualTo("revision 2 is pending-upgrade");
    assertThat(problem.hint().orElseThrow())
        .contains("`helm rollback web -n " + namespace + "` clears it");
  }

  @Test
  void revisionThatADeadRunOfTheEnvironmentLeftPendingIsGoneOnFrom() throws IOException {
    released(execute(ready()));
    String environment = scope.build().environment().uuid();
    leavePending(Map.of("deployctl.io/env", environment, "deployctl.io/run", "run-1"));
    scope.set("set", Map.of("text", "later"));
    assertThat(HelmFixture.refused(provider, scope).code()).isEqualTo("helm-pending");
    scope.unfinished(Digest.of("any"), Map.of("revision", "1"), false);

    Planned.Ready planned = ready();

    assertThat(planned.plan().effects().get(0).notes())
        .contains(
            "revision 2 (pending-upgrade) was left by run run-1, which ended: it is recorded as"
                + " failed first");
    assertThat(execute(planned).end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(text("web")).isEqualTo("later");
    assertThat(cluster.history("web", namespace).findValuesAsText("status"))
        .containsExactly("superseded", "failed", "deployed");
  }

  @Test
  void pendingRevisionOfARunWhoseHelmIsKnownToHaveFailedIsGoneOnFrom() throws IOException {
    released(execute(ready()));
    String environment = scope.build().environment().uuid();
    leavePending(Map.of("deployctl.io/env", environment, "deployctl.io/run", "run-1"));
    scope.set("set", Map.of("text", "later"));
    scope.unfinished(Digest.of("any"), Map.of("revision", "1"), Unfinished.End.FAILED);

    assertThat(execute(ready()).end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(text("web")).isEqualTo("later");
  }

  @Test
  void upgradeThatFailedBeforeItsRevisionIsPlannedAgain() {
    released(execute(ready()));
    scope.set("set", Map.of("text", "later"));
    chart(
        "templates/extra.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\ndata: {a: b}\n");
    Planned.Ready planned = ready();
    cluster.kubectl("create", "configmap", "extra", "-n", namespace);

    StepResult failed = execute(planned);

    assertThat(failed.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(cluster.history("web", namespace)).hasSize(1);
    released(failed);
    cluster.kubectl("delete", "configmap", "extra", "-n", namespace);
    assertThat(execute(ready()).end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(text("web")).isEqualTo("later");
  }

  @Test
  void pendingRevisionThatARunNotedWhenItSawItsHelmEndIsGoneOnFrom() throws IOException {
    released(execute(ready()));
    leavePending(
        Map.of(
            "deployctl.io/env", scope.build().environment().uuid(), "deployctl.io/run", "run-1"));
    noteNewest();
    scope.set("set", Map.of("text", "later"));

    Planned.Ready planned = ready();

    assertThat(planned.plan().effects().get(0).notes())
        .anySatisfy(note -> assertThat(note).contains("it is recorded as failed first"));
    assertThat(execute(planned).end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(cluster.history("web", namespace).findValuesAsText("status"))
        .containsExactly("superseded", "failed", "deployed");
  }

  @Test
  void pendingRevisionOfSomebodyElseIsLeftAloneEvenAfterACutOffRun() throws IOException {
    released(execute(ready()));
    String environment = scope.build().environment().uuid();
    // What somebody's `helm upgrade` copies from the revision before.
    leavePending(Map.of("deployctl.io/env", environment, "deployctl.io/run", "run-0"));
    scope.unfinished(Digest.of("any"), Map.of("revision", "1"), false);

    assertThat(HelmFixture.refused(provider, scope).code()).isEqualTo("helm-pending");
  }

  @Test
  void chartAndDependencyComeFromARepositoryAndStayAsPlanned() throws IOException {
    Path served = Files.createDirectories(directory.resolve("served"));
    cluster.helm("package", project.resolve("charts/web").toString(), "-d", served.toString());
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> serve(served, exchange));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      cluster.helm("repo", "index", served.toString(), "--url", url);
      scope.set("chart", "web").set("repository", url);
      assertThat(HelmFixture.refused(provider, scope).summary())
          .isEqualTo("chart `web` needs a `version`, for it is no path");
      scope.set("version", "1.0.0");
      Planned.Ready planned = ready();
      HelmFixture.write(
          project.resolve("charts/outer"),
          "Chart.yaml",
          """
          apiVersion: v2
          name: outer
          version: 0.1.0
          dependencies: [{name: web, version: 1.0.0, repository: "%s"}]
          """
              .formatted(url));
      scope.unset("repository").unset("version").set("chart", "charts/outer");
      Planned.Ready outer = ready();
      server.stop(0);

      assertThat(HelmFixture.shown(outer))
          .containsExactly("ConfigMap %s/web: (absent) -> created".formatted(namespace));
      assertThat(execute(planned).end()).isEqualTo(StepResult.End.SUCCEEDED);
      assertThat(text("web")).isEqualTo("hello");
      assertThat(HelmFixture.refused(provider, scope).summary())
          .startsWith("adding the chart repository `" + url + "` failed");
    } finally {
      server.stop(0);
    }
  }

  private static void serve(Path directory, HttpExchange exchange) throws IOException {
    Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
    byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    exchange.sendResponseHeaders(content.length > 0 ? 200 : 404, content.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  @Test
  void shutGateInstallsNothing() {
    Planned.Ready planned = ready();
    try (io.deployctl.core.spi.Session session = provider.open(scope.build())) {
      assertThat(session.execute(planned.plan(), new TestGate().shut()).end())
          .isEqualTo(StepResult.End.CANCELLED);
    }
    assertThat(cluster.helm("list", "-q", "-n", namespace)).isBlank();
  }

  @Test
  void renamedReleaseLeavesTheOldOneAndSaysSo() {
    released(execute(ready()));
    scope.set("release", "site");
    chart("templates/web.yaml", CONFIG_MAP.replace("name: web", "name: site"));

    Planned.Ready planned = ready();

    assertThat(planned.notes()).extracting(Diagnostic::code).containsExactly("helm-renamed");
    assertThat(planned.plan().effects().get(0).address())
        .isEqualTo("release " + namespace + "/site");
  }

  /** Does what a run does whose helm ended without an end of its revision: it notes that. */
  private void noteNewest() {
    StepScope now = scope.build();
    StoredRelease record = StoredRelease.of(now.previous().orElseThrow().payload(), now.redactor());
    HelmHistory history = HelmHistory.read(cluster.clusters().get(), record.spec());
    Restoration restoration =
        new Restoration("helm", StoredRelease.VERSION, record.at(history.latest()).payload());
    scope.previous(Optional.of(restoration), "helm:" + namespace + "/web");
  }

  /** Writes what a helm that was killed leaves: a revision of its own that is still pending. */
  private void leavePending(Map<String, String> marks) throws IOException {
    ApiResource secrets = new ApiResource("v1", "Secret", "secrets", true);
    ObjectNode secret =
        cluster.clusters().get().get(secrets, namespace, "sh.helm.release.v1.web.v1").orElseThrow();
    byte[] inner =
        Base64.getDecoder()
            .decode(Base64.getDecoder().decode(secret.path("data").path("release").asText()));
    JsonNode release =
        new ObjectMapper()
            .readTree(new GZIPInputStream(new ByteArrayInputStream(inner)).readAllBytes());
    ((ObjectNode) release).put("version", 2);
    ((ObjectNode) release.path("info")).put("status", "pending-upgrade");
    String encoded =
        Base64.getEncoder().encodeToString(release.toString().getBytes(StandardCharsets.UTF_8));
    ObjectNode pending = new ObjectMapper().createObjectNode();
    pending.put("apiVersion", "v1").put("kind", "Secret").put("type", "helm.sh/release.v1");
    ObjectNode metadata = pending.putObject("metadata").put("name", "sh.helm.release.v1.web.v2");
    ObjectNode labels = metadata.putObject("labels");
    labels
        .put("owner", "helm")
        .put("name", "web")
        .put("version", "2")
        .put("status", "pending-upgrade");
    marks.forEach(labels::put);
    pending.putObject("stringData").put("release", encoded);
    cluster.clusters().get().create(secrets, namespace, pending);
    assertThat(cluster.history("web", namespace).get(1).path("status").asText())
        .isEqualTo("pending-upgrade");
  }

  private static String hook(String annotation) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate, annotations: {helm.sh/hook: "post-install,post-upgrade"}}
        spec:
          backoffLimit: 0
          template:
            metadata: {annotations: {%s}}
            spec: {restartPolicy: Never, containers: [{name: migrate, image: "migrate:1"}]}
        """
        .formatted(annotation);
  }

  private String text(String name) {
    return cluster.kubectl(
        "get", "configmap", name, "-n", namespace, "-o", "jsonpath={.data.text}");
  }

  private void chart(String name, String text) {
    HelmFixture.write(project.resolve("charts/web"), name, text);
  }

  private void released(StepResult result) {
    scope.previous(result.restoration(), "helm:" + namespace + "/web");
  }

  private Planned.Ready ready() {
    return HelmFixture.ready(provider, scope, DEPLOY);
  }

  private StepResult execute(Planned.Ready planned) {
    return HelmFixture.execute(provider, scope, planned);
  }
}
