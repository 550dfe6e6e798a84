package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods that restart when what they read changes, on a real API server. */
class RestartsIT extends RealCluster {
  private static final String TAG =
      "{.spec.template.metadata.annotations['deployctl\\.io/config-tag']}";

  private static final String READING =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            imagePullSecrets: [{name: pull}]
            initContainers:
              - name: init
                image: nginx:1.27
                envFrom: [{secretRef: {name: init}}]
            containers:
              - name: web
                image: nginx:1.27
                envFrom: [{configMapRef: {name: env-from}}]
                env:
                  - {name: A, valueFrom: {configMapKeyRef: {name: env, key: a, optional: true}}}
            volumes:
              - {name: a, configMap: {name: volume}}
              - {name: b, projected: {sources: [{configMap: {name: projected}}]}}
      """;

  @Test
  void changeOfAnyObjectThatThePodsReadRollsThem() throws Exception {
    environment.write("web.yaml", READING);
    List<String> read = List.of("env-from", "env", "volume", "projected");
    for (String name : read) {
      environment.write(name + ".yaml", configMap(name, "a: '1'"));
    }
    environment.write("init.yaml", secret("init", "1"));
    environment.write("pull.yaml", secret("pull", "1"));
    environment.apply();
    int generation = 1;
    assertThat(generation()).isEqualTo(generation);

    for (String name : read) {
      environment.write(name + ".yaml", configMap(name, "a: '2'"));
      environment.apply();
      assertThat(generation()).as(name).isEqualTo(++generation);
    }
    environment.write("init.yaml", secret("init", "2"));
    environment.apply();
    assertThat(generation()).isEqualTo(++generation);
    environment.write("pull.yaml", secret("pull", "2"));
    environment.apply();

    assertThat(generation()).as("only the kubelet reads it").isEqualTo(generation);
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void configurationOfAnotherStepCountsToo() throws Exception {
    environment.write("config.yaml", configMap("env-from", "a: '1'"));
    environment.apply();
    TestEnvironment workloads = environment.step("workloads");
    workloads.write("web.yaml", READING);
    workloads.apply();
    assertThat(workloads.plan().effects()).isEmpty();

    environment.write("config.yaml", configMap("env-from", "a: '2'"));
    environment.apply();

    assertThat(changes(workloads.plan())).singleElement().asString().contains("config-tag");
    workloads.apply();
    assertThat(generation()).isEqualTo(2);
  }

  @Test
  void configurationOfSomebodyElseCountsWhereTheAnnotationNamesIt() throws Exception {
    kubectl.apply(namespace, secret("login", "1"));
    environment.write("web.yaml", annotated("Secret/login, configmap/later"));
    assertThat(environment.ready(new Request.Deploy()).notes())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "Deployment "
                + namespace
                + "/web is to restart on changes of ConfigMap "
                + namespace
                + "/later, but it does not exist");
    environment.apply();
    assertThat(environment.plan().effects()).isEmpty();

    kubectl.apply(namespace, secret("login", "2"));

    StepPlan plan = environment.plan();
    assertThat(plan.effects().toString()).doesNotContain("Mg==");
    assertThat(changes(plan)).singleElement().asString().contains("config-tag");
    assertThat(environment.ready(new Request.Restore(environment.restoration())).plan().effects())
        .as("it is not drift of this environment")
        .isEmpty();
    environment.apply();
    assertThat(generation()).isEqualTo(2);
  }

  @Test
  void annotationThatCannotBeReadIsAnErrorAndNoneTurnsItOff() throws Exception {
    environment.write("web.yaml", annotated("Deployment/x"));
    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("invalid-annotation");
              assertThat(problem.position()).isPresent();
            });

    environment.write("web.yaml", annotated("none"));
    environment.write("config.yaml", configMap("env-from", "a: '1'"));
    environment.apply();
    environment.write("config.yaml", configMap("env-from", "a: '2'"));
    environment.apply();

    assertThat(get("deployment", "web", TAG)).isEmpty();
  }

  @Test
  void rollbackRestoresTheConfigurationAndRollsThePods() throws Exception {
    environment.write("web.yaml", READING);
    environment.write("config.yaml", configMap("env-from", "a: '1'"));
    environment.apply();
    Restoration release = environment.restoration();
    String tag = get("deployment", "web", TAG);
    awaitRevision("1");
    environment.write("config.yaml", configMap("env-from", "a: '2'"));
    environment.apply();
    assertThat(get("deployment", "web", TAG)).isNotEqualTo(tag);
    awaitRevision("2");

    environment.apply(new Request.Restore(release));

    assertThat(get("configmap", "env-from", "{.data.a}")).isEqualTo("1");
    assertThat(get("deployment", "web", TAG)).isEqualTo(tag);
    awaitRevision("3");
  }

  /** The controller's own count of rollouts. */
  private void awaitRevision(String revision) throws Exception {
    kubectl.run(
        "-n",
        namespace,
        "wait",
        "deployment/web",
        "--timeout=90s",
        "--for=jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}=" + revision);
  }

  private int generation() throws Exception {
    return Integer.parseInt(get("deployment", "web", "{.metadata.generation}"));
  }

  private static String annotated(String restartOn) {
    return READING.replace(
        "{name: web}\nspec",
        "{name: web, annotations: {deployctl.io/restart-on: '" + restartOn + "'}}\nspec");
  }

  private static String secret(String name, String value) {
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: "
        + name
        + "}\nstringData: {value: '"
        + value
        + "'}\n";
  }
}
