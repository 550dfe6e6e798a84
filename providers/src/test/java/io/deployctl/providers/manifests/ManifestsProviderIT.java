package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Leaf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Applying on a real API server, compared with what kubectl says. */
class ManifestsProviderIT extends RealCluster {
  @Test
  void firstApplyCreatesAndTheSecondPlanIsEmptyWithoutADryRun() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    for (int i = 0; i < 6; i++) {
      environment.write("many-" + i + ".yaml", configMap("many-" + i, "a: '1'"));
    }

    StepPlan first = environment.apply();

    assertThat(first.effects()).hasSize(8).allMatch(effect -> effect.verb() == Verb.CREATE);
    assertThat(kubectl.run("-n", namespace, "get", "deployment", "web", "-o", "name"))
        .isEqualTo("deployment.apps/web");
    assertThat(label("deployment", "web")).isEqualTo(environment.identity().uuid());
    cluster.forgetCalls();
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(cluster.count("dry-run")).isZero();
    assertThat(cluster.count("list")).isLessThanOrEqualTo(2);
    assertThat(cluster.count("get")).isLessThanOrEqualTo(2);
    assertThat(environment.inventory().entries()).hasSize(8);
  }

  @Test
  void changedFieldIsShownAsKubectlWouldChangeIt() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    environment.write(
        "web.yaml", DEPLOYMENT.replace("nginx:1.27", "nginx:1.28").replace("\"2\"", "\"3\""));

    StepPlan plan = environment.plan();

    assertThat(plan.effects()).hasSize(1);
    assertThat(changes(plan))
        .containsExactly(
            "spec.template.spec.containers[web].env[B].value: 2 -> 3",
            "spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.template.spec.containers[0].image}"))
        .isEqualTo("nginx:1.28");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void fieldThatLeavesTheManifestLeavesTheObject() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'\n  b: '2'"));
    environment.apply();
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(changes(environment.plan())).containsExactly("data.b: 2 -> ");
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void definitionAndItsObjectGoInOneStep() throws Exception {
    String group = "g" + number() + ".example.com";
    environment.write("a-widget.yaml", widget(group));
    environment.write("b-definition.yaml", definition(group));

    StepPlan plan = environment.plan();

    assertThat(TestEnvironment.words(plan))
        .containsExactlyInAnyOrder(
            "create CustomResourceDefinition widgets." + group,
            "create Widget " + namespace + "/one");
    assertThat(plan.deferred()).isEmpty();
    environment.apply();
    assertThat(environment.acts())
        .containsExactly(
            "create CustomResourceDefinition widgets." + group,
            "create Widget " + namespace + "/one");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void namespaceAndItsObjectsGoInOneStep() throws Exception {
    String other = namespace + "-new";
    environment.write(
        "x.yaml",
        configMap("settings", "a: '1'")
                .replace("name: settings", "name: settings\n  namespace: " + other)
            + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: "
            + other
            + "}\n");

    environment.apply();

    assertThat(environment.acts())
        .containsExactly("create Namespace " + other, "create ConfigMap " + other + "/settings");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void changedJobIsAnotherOneAndACleanedUpOneIsNotRunAgain() throws Exception {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: migrate, image: "migrate:1"}]
        """;
    environment.write("job.yaml", job);
    environment.apply();
    String first = names("job").get(0);
    assertThat(first).matches("migrate-[0-9a-f]{8}");
    kubectl.run("-n", namespace, "delete", "job", first);
    assertThat(environment.plan().effects()).isEmpty();
    io.deployctl.core.release.Restoration release = environment.restoration();

    environment.write("job.yaml", job.replace("migrate:1", "migrate:2"));
    environment.apply();

    assertThat(names("job")).hasSize(1).doesNotContain(first);
    Planned.Ready back = environment.ready(new Request.Restore(release));
    assertThat(back.plan().effects()).isEmpty();
    assertThat(back.notes()).extracting(Diagnostic::code).containsExactly("job-not-repeated");
  }

  @Test
  void secretValuesAreInNoEffect() throws Exception {
    String secret = "s3cr3t-Hunter2-value";
    environment.values(Map.of("password", TestEnvironment.secret(secret)));
    environment.write(
        "secret.tmpl.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: login}
        stringData:
          password: {{ password }}
          user: admin-user-name
        """);
    environment.write(
        "config.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: url}
        data:
          url: "postgres://admin:{{ password }}@db"
          plain: visible
        """);

    StepPlan plan = environment.apply();

    assertThat(plan.effects().toString())
        .doesNotContain(secret, "admin-user-name", "czNjcjN0", "YWRtaW4tdXNlci1uYW1l")
        .contains("visible");
    assertThat(plan.payload().keySet())
        .containsExactlyInAnyOrder("actions", "objects.sealed", "secrets." + namespace);
    assertThat(get("secret", "login", "{.data.user}")).isEqualTo("YWRtaW4tdXNlci1uYW1l");
    assertThat(environment.plan().effects()).isEmpty();

    environment.values(Map.of("password", TestEnvironment.secret("another-Secret-value")));
    StepPlan changed = environment.plan();
    assertThat(changed.effects()).hasSize(2);
    assertThat(changed.effects().toString()).doesNotContain(secret, "another-Secret-value");
    assertThat(changed.effects().get(0).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.before().orElseThrow()).isInstanceOf(Leaf.Sensitive.class);
              assertThat(change.after().orElseThrow()).isInstanceOf(Leaf.Sensitive.class);
              assertThat(change.before()).isNotEqualTo(change.after());
            });
  }

  @Test
  void earlierReleaseIsRestoredFromItsContentAlone() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    io.deployctl.core.release.Restoration release = environment.restoration();
    environment.write("config.yaml", configMap("settings", "a: '2'\n  b: '3'"));
    environment.write("web.yaml", DEPLOYMENT.replace("1.27", "broken"));
    environment.write("extra.yaml", configMap("extra", "a: '1'"));
    environment.apply();

    StepPlan back = environment.apply(new Request.Restore(release));

    assertThat(changes(back))
        .containsExactly(
            "data.a: 2 -> 1",
            "data.b: 3 -> ",
            "spec.template.spec.containers[web].image: nginx:broken -> nginx:1.27");
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
    assertThat(environment.inventory().unclaimed(back.claims()))
        .extracting(entry -> entry.id().name())
        .containsExactly("extra");
    assertThat(environment.ready(new Request.Restore(release)).plan().effects()).isEmpty();
  }

  @Test
  void verifyTellsWhatIsLeftToDo() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    StepPlan plan = environment.plan();
    assertThat(environment.verify(plan)).extracting(Effect::verb).containsExactly(Verb.CREATE);
    environment.execute(plan);
    assertThat(environment.verify(plan)).isEmpty();
    kubectl.run(
        "-n", namespace, "patch", "configmap", "settings", "-p", "{\"data\":{\"a\":\"moved\"}}");

    assertThat(environment.verify(plan)).extracting(Effect::verb).containsExactly(Verb.UPDATE);
  }

  @Test
  void listsAreTheirItemsAndDuplicatesAnError() {
    environment.write(
        "list.yaml",
        """
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
          - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
        """);
    assertThat(TestEnvironment.words(environment.plan()))
        .containsExactly(
            "create ConfigMap " + namespace + "/a", "create ConfigMap " + namespace + "/b");
    environment.write("z.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.position().orElseThrow()).hasToString("manifests/z.yaml:1:1");
              assertThat(problem.details().get(0)).startsWith("first at manifests/list.yaml:5");
            });
  }

  @Test
  void planShowsWhatKubectlDiffShows() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    String changed =
        DEPLOYMENT
            .replace("nginx:1.27", "nginx:1.28")
            .replace("replicas: 2", "replicas: 3")
            .replace("          - {name: A, value: \"1\"}\n", "");
    environment.write("web.yaml", changed);
    String labelled =
        changed.replace(
            "{name: web}\nspec:",
            "{name: web, labels: {deployctl.io/env: "
                + environment.identity().uuid()
                + "}}\nspec:");

    List<String> kubectls =
        kubectl
            .diff(environment.identity().fieldManager(), namespace, labelled)
            .lines()
            .filter(line -> line.matches("[-+] .*"))
            .map(line -> line.charAt(0) + " " + line.substring(1).strip())
            .filter(line -> !line.contains("generation:"))
            .toList();

    assertThat(kubectls)
        .containsExactlyInAnyOrder(
            "- replicas: 2",
            "+ replicas: 3",
            "- - name: A",
            "- value: \"1\"",
            "- image: nginx:1.27",
            "+ image: nginx:1.28");
    assertThat(changes(environment.plan()))
        .containsExactly(
            "spec.replicas: 2 -> 3",
            "spec.template.spec.containers[web].env[A].name: A -> ",
            "spec.template.spec.containers[web].env[A].value: 1 -> ",
            "spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
  }

  @Test
  void changedConfigurationRestartsThePodsThatReadIt() throws Exception {
    String reading =
        DEPLOYMENT.replace(
            "ports:", "envFrom: [{configMapRef: {name: settings}}]\n          ports:");
    environment.write("web.yaml", reading);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    assertThat(environment.plan().effects()).isEmpty();
    environment.write("config.yaml", configMap("settings", "a: '2'"));

    assertThat(changes(environment.plan()))
        .hasSize(2)
        .anyMatch(
            change ->
                change.startsWith("spec.template.metadata.annotations[deployctl.io/config-tag]: "));
    environment.apply();

    assertThat(get("deployment", "web", "{.metadata.generation}")).isEqualTo("2");
    assertThat(environment.plan().effects()).isEmpty();
  }
}
