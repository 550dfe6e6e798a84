package io.deployctl.providers.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import io.deployctl.providers.input.TestScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A release's life on a real API server, told by helm's own history. */
class HelmProviderIT {
  private static final Request DEPLOY = new Request.Deploy();

  @TempDir static Path shared;
  private static HelmFixture cluster;

  @TempDir Path directory;

  private Path project;
  private TestScope scope;
  private HelmProvider provider;
  private String namespace;

  @BeforeAll
  static void up() {
    cluster = new HelmFixture("helm-it", shared);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void makeProject(TestInfo test) {
    project = directory.resolve("project");
    namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    cluster.kubectl("create", "namespace", namespace);
    writeChart();
    scope =
        new TestScope(project, directory.resolve("work"))
            .step("cache")
            .namespace(namespace)
            .set("chart", "charts/cache");
    provider = cluster.provider(scope, directory.resolve("tool-cache"));
  }

  /**
   * A subchart, a CRD with an object of it, a hook, a password that lookup keeps, a real workload.
   */
  private void writeChart() {
    Path charts = project.resolve("charts");
    HelmFixture.write(
        charts,
        "cache/Chart.yaml",
        """
        apiVersion: v2
        name: cache
        version: 1.2.3
        dependencies:
          - {name: metrics, version: 0.1.0, repository: "file://../metrics"}
        """);
    HelmFixture.write(
        charts, "metrics/Chart.yaml", "apiVersion: v2\nname: metrics\nversion: 0.1.0\n");
    HelmFixture.write(
        charts,
        "metrics/templates/service.yaml",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: "{{ .Release.Name }}-metrics"}
        spec: {selector: {app: cache}, ports: [{port: 9121}]}
        """);
    HelmFixture.write(
        charts,
        "cache/crds/caches.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: caches.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Cache, plural: caches, singular: cache}
          versions:
            - name: v1
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """);
    HelmFixture.write(
        charts,
        "cache/values.yaml",
        "replicas: 2\nmaxMemory: 1024Mi\nhost: localhost\ntoken: ''\n");
    HelmFixture.write(
        charts,
        "cache/templates/cache.yaml",
        """
        {{- $old := lookup "v1" "Secret" .Release.Namespace "cache-password" }}
        apiVersion: v1
        kind: Secret
        metadata: {name: cache-password}
        data:
          {{- if $old }}
          password: {{ $old.data.password }}
          {{- else }}
          password: {{ randAlphaNum 16 | b64enc }}
          {{- end }}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cache}
        data:
          revision: "{{ .Release.Revision }}"
          url: "redis://{{ .Values.host | upper }}:6379"
          tokenSum: {{ .Values.token | sha256sum }}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cache}
        spec:
          replicas: {{ .Values.replicas }}
          selector: {matchLabels: {app: cache}}
          template:
            metadata: {labels: {app: cache}}
            spec:
              containers:
                - name: cache
                  image: cache:7
                  args: [--maxmemory, {{ .Values.maxMemory }}]
                  env: [{name: TOKEN, value: {{ .Values.token | quote }}}]
                  resources: {limits: {memory: {{ .Values.maxMemory }}, cpu: 1000m}}
        ---
        apiVersion: example.com/v1
        kind: Cache
        metadata: {name: cache}
        spec: {size: {{ .Values.replicas }}}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: cache-warm
          annotations:
            helm.sh/hook: post-install,post-upgrade
            helm.sh/hook-delete-policy: before-hook-creation
        spec:
          backoffLimit: 0
          template:
            spec: {restartPolicy: Never, containers: [{name: warm, image: "warm:1"}]}
        """);
  }

  @Test
  void everyObjectIsShownBeforeTheInstallAndNothingIsLeftAfterIt() {
    Planned.Ready planned = ready(DEPLOY);

    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.verb()).isEqualTo(Verb.CREATE);
    assertThat(effect.address()).isEqualTo("release " + namespace + "/cache");
    assertThat(effect.repeatable()).isFalse();
    assertThat(HelmFixture.shown(planned))
        .containsExactlyInAnyOrder(
            "Secret %s/cache-password: (absent) -> created".formatted(namespace),
            "ConfigMap %s/cache: (absent) -> created".formatted(namespace),
            "Deployment %s/cache: (absent) -> created".formatted(namespace),
            "Service %s/cache-metrics: (absent) -> created".formatted(namespace),
            "Cache %s/cache: (absent) -> created".formatted(namespace),
            "hook Job %s/cache-warm (post-install,post-upgrade): (absent) -> created"
                .formatted(namespace));
    assertThat(planned.identity()).isEqualTo("helm:" + namespace + "/cache");
    assertThat(planned.plan().deferred()).isEmpty();
    assertThat(cluster.helm("list", "-n", namespace, "-q")).isBlank();

    StepResult result = execute(planned);

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(verify(planned)).isEmpty();
    JsonNode history = cluster.history("cache", namespace);
    assertThat(history).hasSize(1);
    assertThat(history.get(0).path("status").asText()).isEqualTo("deployed");
    assertThat(history.get(0).path("description").asText())
        .isEqualTo("deployctl: shop in production");
    assertThat(cluster.kubectl("get", "deployment", "cache", "-n", namespace, "-o", "name"))
        .contains("cache");
    released(result);
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
    assertThat(project.resolve("charts/cache/charts")).doesNotExist();
  }

  @Test
  void changeShowsItsFieldsAndKeepsWhatIsRandom() {
    released(deploy());
    String password = password();
    scope.set("set", Map.of("replicas", 3, "maxMemory", "1Gi"));

    Planned.Ready planned = ready(DEPLOY);

    String deployment = "Deployment " + namespace + "/cache ";
    assertThat(HelmFixture.shown(planned))
        .contains(
            deployment + "spec.replicas: 2 -> 3",
            deployment
                + "spec.template.spec.containers[cache].args:"
                + " [--maxmemory, 1024Mi] -> [--maxmemory, 1Gi]",
            "Cache " + namespace + "/cache spec.size: 2 -> 3")
        .noneMatch(line -> line.contains("/cache-password"));
    assertThat(planned.plan().effects().get(0).verb()).isEqualTo(Verb.UPDATE);
    StepResult result = execute(planned);
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(verify(planned)).isEmpty();
    assertThat(password()).isEqualTo(password);
    assertThat(cluster.history("cache", namespace)).hasSize(2);
  }

  @Test
  void secretIsMaskedWhereverItShowsThrough() {
    released(deploy());
    scope.set("set", Map.of("token", TestScope.secret("tiger-Lily-4711")));

    Planned.Ready planned = ready(DEPLOY);

    assertThat(HelmFixture.shown(planned))
        .contains(
            "ConfigMap " + namespace + "/cache data.tokenSum: (secret) -> (secret)",
            "Deployment "
                + namespace
                + "/cache spec.template.spec.containers[cache].env[TOKEN].value:"
                + " (secret) -> (secret)")
        .anyMatch(line -> line.endsWith("data.revision: 1 -> 2"));
    assertThat(planned.toString()).doesNotContain("tiger-Lily");
    StepResult result = execute(planned);
    assertThat(result.toString()).doesNotContain("tiger-Lily");
    assertThat(planned.plan().payload().values())
        .filteredOn(
            content -> new String(content.bytes(), StandardCharsets.UTF_8).contains("tiger-Lily"))
        .isNotEmpty()
        .allMatch(content -> content.placement() instanceof Placement.Sealed);
    assertThat(cluster.helm("get", "values", "cache", "-n", namespace)).contains("tiger-Lily");
  }

  @Test
  void leavesOfUnknownValuesWaitAndOnlyThey() {
    released(deploy());
    scope.set("set", Map.of("host", TestScope.unknown("cloud", "cache_host"), "replicas", 4));

    Planned.Ready planned = ready(DEPLOY);

    assertThat(planned.plan().isPlannedAgain()).isTrue();
    assertThat(HelmFixture.shown(planned))
        .contains(
            "ConfigMap %s/cache data.url: redis://LOCALHOST:6379 -> (waits for [steps.cloud.outputs.cache_host])"
                .formatted(namespace),
            "Deployment " + namespace + "/cache spec.replicas: 2 -> 4");
  }

  @Test
  void driftIsShownWithItsMoverAndTakenBack() {
    released(deploy());
    String password = password();
    cluster.kubectl("scale", "deployment", "cache", "--replicas=7", "-n", namespace);
    cluster.kubectl("delete", "service", "cache-metrics", "-n", namespace);
    cluster.kubectl(
        "patch",
        "caches.example.com",
        "cache",
        "-n",
        namespace,
        "--type=merge",
        "-p",
        "{\"spec\":{\"size\":9}}");

    Planned.Ready planned = ready(DEPLOY);

    assertThat(HelmFixture.shown(planned))
        .containsExactlyInAnyOrder(
            "Deployment " + namespace + "/cache spec.replicas: 7 -> 2 by kubectl",
            "Service %s/cache-metrics: (absent) -> created again: it was deleted"
                .formatted(namespace));
    assertThat(planned.notes()).extracting(Diagnostic::code).containsExactly("helm-drift");
    StepResult result = execute(planned);
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(verify(planned)).isEmpty();
    assertThat(password()).isEqualTo(password);
    released(result);
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
  }

  @Test
  void restorationGoesBackInHelmsOwnHistory() {
    StepResult first = deploy();
    released(first);
    String password = password();
    scope.set("set", Map.of("replicas", 5));
    released(deploy());

    Planned.Ready planned = ready(new Request.Restore(first.restoration().orElseThrow()));

    assertThat(HelmFixture.shown(planned))
        .contains("Deployment " + namespace + "/cache spec.replicas: 5 -> 2");
    StepResult result = execute(planned);
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(verify(planned)).isEmpty();
    JsonNode history = cluster.history("cache", namespace);
    assertThat(history.get(2).path("description").asText()).isEqualTo("Rollback to 1");
    assertThat(password()).isEqualTo(password);
    assertThat(ready(new Request.Restore(first.restoration().orElseThrow())).plan().effects())
        .isEmpty();
  }

  @Test
  void restorationWorksFromTheReleaseAloneWhereHelmForgot() {
    Restoration first = deploy().restoration().orElseThrow();
    scope.set("set", Map.of("replicas", 5));
    deploy();
    cluster.kubectl("delete", "secret", "sh.helm.release.v1.cache.v1", "-n", namespace);
    scope =
        new TestScope(directory.resolve("nowhere"), directory.resolve("work2"))
            .step("cache")
            .namespace(namespace);

    Planned.Ready planned = ready(new Request.Restore(first));
    StepResult result = execute(planned);

    assertThat(HelmFixture.shown(planned))
        .contains("Deployment " + namespace + "/cache spec.replicas: 5 -> 2");
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(verify(planned)).isEmpty();
  }

  @Test
  void removalNamesWhatIsLostAndIsProven() {
    Restoration restoration = deploy().restoration().orElseThrow();

    Planned.Ready planned = ready(new Request.Remove(restoration));

    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.verb()).isEqualTo(Verb.DELETE);
    assertThat(effect.undo().reversibility()).isEqualTo(Reversibility.WITH_LOSS);
    assertThat(effect.undo().loss().orElseThrow())
        .contains("Helm's history", "Secret " + namespace + "/cache-password");
    assertThat(verify(planned)).isNotEmpty();
    StepResult result = execute(planned);
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(result.restoration()).isEmpty();
    assertThat(verify(planned)).isEmpty();
    assertThat(cluster.helm("list", "-a", "-q", "-n", namespace)).isBlank();
    assertThat(ready(new Request.Remove(restoration)).plan().effects()).isEmpty();
  }

  @Test
  void releaseOfSomebodyElseIsTakenOverAndSaid() {
    cluster.helm(
        "install",
        "cache",
        project.resolve("charts/cache").toString(),
        "--dependency-update",
        "-n",
        namespace);

    Planned.Ready planned = ready(DEPLOY);

    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.notes()).contains("take over from helm: revision 1 of cache-1.2.3, deployed");
  }

  private StepResult deploy() {
    StepResult result = execute(ready(DEPLOY));
    assertThat(result.end())
        .as(result.diagnostics().toString())
        .isEqualTo(StepResult.End.SUCCEEDED);
    return result;
  }

  private void released(StepResult result) {
    scope.previous(result.restoration(), "helm:" + namespace + "/cache");
  }

  private String password() {
    return cluster.kubectl(
        "get", "secret", "cache-password", "-n", namespace, "-o", "jsonpath={.data.password}");
  }

  private Planned.Ready ready(Request request) {
    return HelmFixture.ready(provider, scope, request);
  }

  private StepResult execute(Planned.Ready planned) {
    return HelmFixture.execute(provider, scope, planned);
  }

  private List<Effect> verify(Planned.Ready planned) {
    return HelmFixture.verify(provider, scope, planned);
  }
}
