package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster refuses, forgets and keeps what it should let go. Each run ends with the cause and
 * the right code, and the next one completes once the obstacle is gone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostileClusterIT {
  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: PLURAL.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {kind: KIND, plural: PLURAL, singular: SINGULAR}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                {type: object, properties: {spec: {type: object, properties: {a: {type: string}}}}}
      """;

  private Stage stage;
  private int survived;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of());
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  @Test
  void deniedCreationIsToldWhereItIsReached() {
    Participant dana = project("no-create");
    Policy policy = Policy.on(stage, "no-create", "CREATE", "configmaps", "b").enact();

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("trying out ConfigMap no-create/b: the policy `no-create` denies it")
        .telling("frozen for the holidays");
    assertThat(data("no-create", "a")).isEqualTo("1");

    policy.repeal();
    completes(dana, "no-create");
  }

  @Test
  void deniedUpdateIsFoundByThePlan() {
    Participant dana = project("no-update");
    dana.run("apply", "--auto-approve").exited(0);
    Policy policy = Policy.on(stage, "no-update", "UPDATE", "configmaps", "b").enact();
    dana.write("second/b.yaml", configMap("b", "2"));

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("the policy `no-update` denies it")
        .telling("ConfigMap no-update/b");
    assertThat(data("no-update", "b")).isEqualTo("1");

    policy.repeal();
    completes(dana, "no-update");
    assertThat(data("no-update", "b")).isEqualTo("2");
  }

  @Test
  void deniedDeletionLeavesTheObjectInTheInventory() {
    Participant dana = project("no-delete");
    dana.write("second/c.yaml", configMap("c", "1"));
    dana.run("apply", "--auto-approve").exited(0);
    Policy policy = Policy.on(stage, "no-delete", "DELETE", "configmaps", "c").enact();
    dana.write("second/c.yaml", "# nothing any more\n");

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("the policy `no-delete` denies it")
        .telling("ConfigMap no-delete/c");
    assertThat(data("no-delete", "c")).isEqualTo("1");

    policy.repeal();
    completes(dana, "no-delete");
    assertThat(names("no-delete")).doesNotContain("configmap/c\n");
  }

  @Test
  void deniedStateStopsTheRunBeforeItActs() {
    Participant dana = project("no-state");
    Policy policy = Policy.on(stage, "no-state-deploy", "CREATE", "secrets", "deployctl").enact();

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("the policy `no-state-deploy` denies it")
        .telling("the state namespace is `no-state-deploy`");
    assertThat(stage.kubectl("get", "namespaces", "-o", "name"))
        .doesNotContain("namespace/no-state\n");

    policy.repeal();
    completes(dana, "no-state");
  }

  @Test
  void deniedCheckpointStopsTheRunAfterTheActThatItCouldNotRecord() {
    Policy policy = Policy.on(stage, "no-index-deploy", "UPDATE", "secrets", "deployctl-test");
    Participant dana = project("no-index").write("between", policy.script());

    dana.run("apply", "--auto-approve").exited(1).telling("the policy `no-index-deploy` denies it");
    assertThat(data("no-index", "a")).isEqualTo("1");
    assertThat(names("no-index")).doesNotContain("configmap/b\n");

    policy.repeal();
    dana.write("between", "#!/bin/sh\n");
    completes(dana, "no-index");
  }

  @Test
  void deniedLeaseStopsTheRunBeforeItActs() {
    Participant dana = project("no-lease");
    Policy policy = Policy.on(stage, "no-lease-deploy", "CREATE", "leases", "deployctl").enact();

    dana.run("apply", "--auto-approve").exited(1).telling("the policy `no-lease-deploy` denies it");
    assertThat(stage.kubectl("get", "namespaces", "-o", "name"))
        .doesNotContain("namespace/no-lease\n");

    policy.repeal();
    completes(dana, "no-lease");
  }

  @Test
  void kindThatGoesAwayBetweenPlanAndApplyIsNamed() {
    Participant dana = project("crd-plan");
    crd("Gadget", "gadgets");
    dana.run("apply", "--auto-approve").exited(0);
    dana.write("second/w.yaml", custom("Gadget", "w", "1"));
    dana.run("plan", "--out", "the.plan").exited(0);
    stage.kubectl("delete", "crd", "gadgets.example.com");

    CommandResult refused = dana.run("apply", "the.plan", "--auto-approve");

    assertThat(refused.exit()).as(refused.err()).isIn(1, 2, 7);
    assertThat(refused.err()).contains("Gadget").contains("hint: ");
    crd("Gadget", "gadgets");
    completes(dana, "crd-plan");
    assertThat(stage.kubectl("-n", "crd-plan", "get", "gadgets", "-o", "name")).contains("/w");
  }

  @Test
  void kindThatGoesAwayInTheRunIsNamed() {
    Participant dana = project("crd-run");
    crd("Gizmo", "gizmos");
    dana.write("second/w.yaml", custom("Gizmo", "w", "1"));
    dana.write(
        "between", "#!/bin/sh\nkubectl delete crd gizmos.example.com --wait=true --timeout=60s\n");

    dana.run("apply", "--auto-approve").exited(1).telling("Gizmo").telling("hint: ");

    dana.write("between", "#!/bin/sh\n");
    crd("Gizmo", "gizmos");
    completes(dana, "crd-run");
    assertThat(stage.kubectl("-n", "crd-run", "get", "gizmos", "-o", "name")).contains("/w");
  }

  @Test
  void namespaceThatDoesNotEndIsNamedWithWhatKeepsIt() {
    stage.kubectl("create", "namespace", "stuck");
    stage.kubectl("-n", "stuck", "create", "configmap", "anchor");
    finalizers("stuck", "[\"example.com/never\"]");
    stage.kubectl("delete", "namespace", "stuck", "--wait=false");
    Participant dana = project("stuck");

    CommandResult refused = dana.run("apply", "--auto-approve");

    assertThat(refused.exit()).as(refused.err()).isIn(1, 2);
    assertThat(refused.err()).contains("Namespace stuck is being deleted");
    finalizers("stuck", "null");
    await(() -> !stage.kubectl("get", "namespaces", "-o", "name").contains("namespace/stuck\n"));
    completes(dana, "stuck");
  }

  @Test
  void groupWithoutABackendCostsItsOwnKindsOnly() {
    dead("v1.dead.example.com");
    try {
      Participant dana = project("dead-group");
      completes(dana, "dead-group");
      dana.write(
          "second/d.yaml",
          "apiVersion: dead.example.com/v1\nkind: Corpse\nmetadata: {name: d}\nspec: {a: b}\n");

      CommandResult refused = dana.run("apply", "--auto-approve");

      assertThat(refused.exit()).as(refused.err()).isIn(1, 2);
      assertThat(refused.err()).contains("dead.example.com").contains("hint: ");
    } finally {
      stage.kubectl("delete", "apiservice", "v1.dead.example.com");
    }
  }

  @Test
  void usedUpQuotaIsNamed() {
    stage.kubectl("create", "namespace", "quota");
    quota("quota", "count/configmaps=2");
    Participant dana = project("quota");

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("a quota of the namespace is used up")
        .telling("ConfigMap quota/b");

    stage.kubectl("-n", "quota", "delete", "resourcequota", "tight");
    completes(dana, "quota");
  }

  @Test
  void usedUpQuotaOfTheStateIsNamed() {
    stage.kubectl("create", "namespace", "full-deploy");
    quota("full-deploy", "count/secrets=3");
    Participant dana = project("full");

    dana.run("apply", "--auto-approve")
        .exited(1)
        .telling("a quota of the namespace is used up")
        .telling("the state namespace is `full-deploy`");

    stage.kubectl("-n", "full-deploy", "delete", "resourcequota", "tight");
    completes(dana, "full");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void figure() {
    Figures.of(HostileClusterIT.class)
        .record("hostile clusters that the next run completed on / tried", survived, survived);
    assertThat(survived).isEqualTo(12);
  }

  private void completes(Participant dana, String namespace) {
    dana.run("apply", "--auto-approve", "--wait-lock", "2m").exited(0);
    assertThat(data(namespace, "a")).isEqualTo("1");
    assertThat(names(namespace)).contains("configmap/b");
    dana.run("plan", "--detailed-exitcode").exited(0);
    dana.run("lock", "show").exited(0).saying("free");
    survived++;
  }

  private Participant project(String namespace) {
    return new Participant(stage, namespace, Duration.ZERO)
        .write(
            "deployctl.yaml",
            """
            project: hostile
            environments:
              test: {target: {namespace: NS, stateNamespace: NS-deploy}}
            stages:
              - name: base
                steps: [{name: namespace, manifests: {paths: [base]}}]
              - name: early
                steps: [{name: first, manifests: {paths: [first]}}]
              - name: tasks
                steps: [{name: between, exec: {command: [./between]}}]
              - name: late
                steps: [{name: second, manifests: {paths: [second], timeout: 1m}}]
            """
                .replace("NS", namespace))
        .write(
            "base/namespace.yaml",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(namespace))
        .write("first/a.yaml", configMap("a", "1"))
        .write("between", "#!/bin/sh\n")
        .write("second/b.yaml", configMap("b", "1"));
  }

  private static String configMap(String name, String text) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {text: \"%s\"}\n"
        .formatted(name, text);
  }

  private static String custom(String kind, String name, String text) {
    return "apiVersion: example.com/v1\nkind: %s\nmetadata: {name: %s}\nspec: {a: \"%s\"}\n"
        .formatted(kind, name, text);
  }

  private void crd(String kind, String plural) {
    String text =
        CRD.replace("SINGULAR", plural.substring(0, plural.length() - 1))
            .replace("KIND", kind)
            .replace("PLURAL", plural);
    stage.write("crd-" + plural + ".yaml", text);
    stage.kubectl("apply", "-f", stage.project().resolve("crd-" + plural + ".yaml").toString());
    stage.kubectl("wait", "--for=condition=Established", "crd/" + plural + ".example.com");
  }

  private void dead(String name) {
    stage.write(
        "dead.yaml",
        """
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: %s}
        spec:
          group: dead.example.com
          version: v1
          groupPriorityMinimum: 1000
          versionPriority: 10
          insecureSkipTLSVerify: true
          service: {name: nobody, namespace: default}
        """
            .formatted(name));
    stage.kubectl("apply", "-f", stage.project().resolve("dead.yaml").toString());
  }

  private void finalizers(String namespace, String list) {
    stage.kubectl(
        "-n",
        namespace,
        "patch",
        "configmap",
        "anchor",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":" + list + "}}");
  }

  /** Counting what is there takes the quota a moment; before that it admits anything. */
  private void quota(String namespace, String hard) {
    stage.kubectl("-n", namespace, "create", "quota", "tight", "--hard=" + hard);
    await(
        () ->
            stage
                .kubectl(
                    "-n",
                    namespace,
                    "get",
                    "resourcequota",
                    "tight",
                    "-o",
                    "jsonpath={.status.hard}")
                .contains("count/"));
  }

  private String data(String namespace, String name) {
    return stage.kubectl("-n", namespace, "get", "configmap", name, "-o", "jsonpath={.data.text}");
  }

  private String names(String namespace) {
    return stage.kubectl("-n", namespace, "get", "configmaps", "-o", "name");
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }
  }
}
