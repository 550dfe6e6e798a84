package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.Leaf;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.TestClusters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can go wrong on a real API server, and what is told about it. */
class ManifestsFailureIT extends RealCluster {
  @Test
  void namespaceOfAnEarlierStepDefersTheStep() {
    environment.write(
        "x.yaml",
        configMap("settings", "a: '1'")
            .replace("name: settings", "name: settings\n  namespace: later"));
    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("no-namespace");
              assertThat(problem.position().orElseThrow()).hasToString("manifests/x.yaml:1:1");
            });
    environment.claimElsewhere(
        new io.deployctl.core.model.ResourceId("", "Namespace", "", "later"));

    StepPlan plan = environment.plan();

    assertThat(plan.deferred()).contains("an earlier step makes the namespace later");
    assertThat(TestEnvironment.words(plan)).containsExactly("create ConfigMap later/settings");
  }

  @Test
  void unknownKindNamesTheNearestAndRemovedVersionsTheirReplacement() {
    environment.write("a.yaml", DEPLOYMENT.replace("kind: Deployment", "kind: Deploymnt"));
    environment.write(
        "b.yaml", "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: x}\n");
    environment.write("c.yaml", "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: x}\n");

    List<Diagnostic> problems = environment.refusal();

    assertThat(problems)
        .extracting(Diagnostic::code)
        .containsExactly("unknown-kind", "removed-api-version", "removed-api-version");
    assertThat(problems.get(1).summary())
        .isEqualTo(
            "Ingress x is written in `extensions/v1beta1`, which is not served: Kubernetes removed"
                + " it in 1.22");
    assertThat(problems.get(1).position()).hasToString("Optional[manifests/b.yaml:1:13]");
    assertThat(problems.get(0).hint().orElseThrow()).contains("Did you mean `Deployment`");
    assertThat(problems.get(1).hint().orElseThrow()).contains("networking.k8s.io/v1");
    assertThat(problems.get(2).hint().orElseThrow()).contains("`batch/v1`");
  }

  @Test
  void immutableFieldIsRefusedUnlessTheObjectAllowsReplacement() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    String uid = get("deployment", "web", "{.metadata.uid}");
    String changed =
        DEPLOYMENT
            .replace("matchLabels: {app: web}", "matchLabels: {app: other}")
            .replace("labels: {app: web}", "labels: {app: other}");
    environment.write("web.yaml", changed);

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("immutable-field");
              assertThat(problem.summary()).contains("spec.selector");
            });
    environment.write(
        "web.yaml",
        changed.replace("{name: web}", "{name: web, annotations: {deployctl.io/replace: allow}}"));
    StepPlan plan = environment.apply();

    assertThat(plan.effects().get(0).verb()).isEqualTo(Verb.REPLACE);
    assertThat(changes(plan)).contains("spec.selector.matchLabels.app: web -> other");
    assertThat(get("deployment", "web", "{.metadata.uid}")).isNotEqualTo(uid);
  }

  @Test
  void invalidObjectIsFoundWhenPlanning() {
    environment.write("web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 2\n  replcas: 3"));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.toString()).contains("replcas");
              assertThat(problem.position().orElseThrow().file()).isEqualTo("manifests/web.yaml");
            });
  }

  @Test
  void whoMayNotPatchGetsAnApproximatePlan() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    environment.write("config.yaml", configMap("settings", "a: '2'"));
    Path restricted = kubectl.restricted(namespace, "get", directory);

    try (Cluster limited = TestClusters.connect(restricted)) {
      environment.useCluster(limited);
      StepPlan plan = environment.plan();

      assertThat(changes(plan)).containsExactly("data.a: 1 -> 2");
      assertThat(plan.effects().get(0).notes())
          .containsExactly(
              "approximate: the server can't be asked, because `create` or `patch` is not granted");
      assertThat(environment.execute(plan).diagnostics())
          .singleElement()
          .satisfies(problem -> assertThat(problem.code()).isEqualTo("forbidden"));
    }
  }

  @Test
  void whoMayNotReadIsToldWhatToHaveGranted() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    Path restricted = kubectl.restricted(namespace, "list", directory);

    try (Cluster limited = TestClusters.connect(restricted)) {
      environment.useCluster(limited);

      assertThat(environment.refusal())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("forbidden");
                assertThat(problem.hint()).isPresent();
              });
    }
  }

  @Test
  void webhookThatIsNotUpYetIsWaitedFor() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    StepPlan plan = environment.plan();
    kubectl.applyGlobally(webhook());
    Thread removal =
        new Thread(
            () -> {
              try {
                Thread.sleep(1_500);
                kubectl.run("delete", "validatingwebhookconfiguration", namespace);
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
    removal.start();

    StepResult result = environment.execute(plan);
    removal.join();

    assertThat(result.diagnostics()).isEmpty();
    assertThat(cluster.calls()).contains("apply ConfigMap settings");
    assertThat(get("configmap", "settings", "{.data.a}")).isEqualTo("1");
  }

  @Test
  void failedObjectStopsLaterRanksAndTheReleaseHoldsWhatIsThere() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "b: '1'"));
    environment.apply();
    environment.write("a.yaml", configMap("a", "a: '2'"));
    environment.write("b.yaml", configMap("b", "b: '2'"));
    environment.write("web.yaml", DEPLOYMENT);
    StepPlan plan = environment.plan();
    kubectl.run("-n", namespace, "delete", "configmap", "b");

    StepResult result = environment.execute(plan);

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("moved");
    assertThat(names("deployment")).containsExactly("");
    assertThat(result.owned()).extracting(entry -> entry.id().name()).contains("a");
    Map<String, String> held = new java.util.TreeMap<>();
    ObjectsPayload.read(result.restoration().orElseThrow().payload())
        .forEach((id, m) -> held.put(id.name(), m.body().path("data").toString()));
    assertThat(held).containsOnlyKeys("a", "b");
    assertThat(held.get("a")).isEqualTo("{\"a\":\"2\"}");
    assertThat(held.get("b")).isEqualTo("{\"b\":\"1\"}");
  }

  @Test
  void stopBeforeAnActCancelsAndLeavesTheRestUndone() {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("web.yaml", DEPLOYMENT);
    StepPlan plan = environment.plan();
    environment.stopBefore("create Deployment " + namespace + "/web");

    StepResult result = environment.execute(plan);

    assertThat(result.end()).isEqualTo(StepResult.End.CANCELLED);
    assertThat(result.owned()).extracting(entry -> entry.id().name()).containsExactly("a");
  }

  @Test
  void objectsThatAreNotReadyFailTheStep() throws Exception {
    TestEnvironment waiting =
        new TestEnvironment(
            directory.resolve("waiting-" + number()),
            "waiting-" + number(),
            namespace,
            cluster,
            (objects, timeout, progress, stop) ->
                List.of(Diagnostic.error("not-ready", "not ready: " + objects)));
    waiting.write("config.yaml", configMap("settings", "a: '1'"));

    StepResult result = waiting.execute(waiting.plan());

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("not ready: [ConfigMap " + namespace + "/settings]");
    waiting.setting("wait", TestEnvironment.text(false));
    waiting.write("config.yaml", configMap("settings", "a: '2'"));
    assertThat(waiting.execute(waiting.plan()).end()).isEqualTo(StepResult.End.SUCCEEDED);
  }

  @Test
  void outputsThatAreNotKnownWaitAndTheRestIsShown() throws Exception {
    environment.values(Map.of("host", TestEnvironment.unknown("cloud", "host")));
    environment.write(
        "config.tmpl.yaml", configMap("settings", "host: '{{ host }}'\n  plain: visible"));

    StepPlan plan = environment.plan();

    assertThat(plan.waitsOn()).hasToString("[steps.cloud.outputs.host]");
    assertThat(plan.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.waitsOn()).isEqualTo(plan.waitsOn());
              assertThat(effect.changes())
                  .anySatisfy(
                      change -> {
                        assertThat(change.path()).isEqualTo("data.host");
                        assertThat(change.after().orElseThrow()).isInstanceOf(Leaf.Waiting.class);
                      });
            });
    environment.values(Map.of("host", TestEnvironment.text("db.example.com")));
    environment.apply();
    assertThat(get("configmap", "settings", "{.data.host}")).isEqualTo("db.example.com");
  }

  @Test
  void refusalThatQuotesASecretDoesNotTellIt() {
    String secret = "not_a_valid_Port-name";
    environment.values(Map.of("port", TestEnvironment.secret(secret)));
    environment.write(
        "web.tmpl.yaml",
        DEPLOYMENT.replace("containerPort: 80", "containerPort: 80, name: \"{{ port }}\""));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("invalid-object");
              assertThat(problem.toString()).doesNotContain(secret).contains("(secret)");
            });
  }
}
