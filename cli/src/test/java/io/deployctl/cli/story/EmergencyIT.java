package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The environment's state or lease can't be used, in every way in which that comes about, while the
 * workloads' API works: runs go on from a record on this machine, which is reconciled afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EmergencyIT {
  private static final String PASSWORD = "marked-password-0451";

  private Stage stage;
  private int version;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of(), 0);
    stage.environment().put("DB_PASSWORD", PASSWORD);
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production: {target: {namespace: shop, stateNamespace: shop-deploy}}
        stages:
          - name: workloads
            steps:
              - {name: web, manifests: {paths: [manifests]}}
        """);
    stage.write("environments/default.yaml", "text: v0\npassword: \"${secret:env:DB_PASSWORD}\"\n");
    stage.write(
        "manifests/web.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {text: {{ text }}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: web}
        stringData: {password: {{ password }}}
        """);
    stage.kubectl("create", "namespace", "shop");
    run("apply --auto-approve").exited(0);
    next();
    run("apply --auto-approve").exited(0);
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  private CommandResult run(String line) {
    return stage.run(line.split(" "));
  }

  private CommandResult emergency(String command) {
    return stage.run((command + " --auto-approve --emergency --reason outage").split(" "));
  }

  private String web() {
    return stage.kubectl("-n", "shop", "get", "configmap", "web", "-o", "jsonpath={.data.text}");
  }

  /** Changes the configuration and returns what the ConfigMap should say after the next apply. */
  private String next() {
    String before = "text: v" + version;
    version++;
    stage.replace("environments/default.yaml", before, "text: v" + version);
    return "v" + version;
  }

  private void apply(String yaml) {
    try {
      Path file = Files.createTempFile(stage.directory().resolve("tmp"), "made", ".yaml");
      Files.writeString(file, yaml);
      stage.kubectl("apply", "-f", file.toString());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private void requireSound() {
    CommandResult plan = run("plan --detailed-exitcode").exited(0);
    assertThat(plan.err()).doesNotContain("emergency");
    run("state export --out sound.state").exited(0);
  }

  @Test
  @Order(1)
  void emergencyWhereNothingIsWrongIsRefused() {
    next();
    emergency("apply")
        .exited(2)
        .telling("this is no emergency")
        .telling("run the command without `--emergency`");
    run("apply --emergency --auto-approve").exited(2).telling("needs `--reason TEXT`");
    run("apply --reason x --auto-approve").exited(2).telling("belong to `--emergency`");
    run("apply --auto-approve").exited(0);
    requireSound();
  }

  @Test
  @Order(2)
  void copyOnThisMachineHoldsNoSecretInTheClear() throws IOException {
    assertThat(copies()).hasSize(1);
    assertThat(Files.readString(copies().get(0), StandardCharsets.ISO_8859_1))
        .doesNotContain(PASSWORD);
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.walk(stage.directory().resolve("state"))) {
      return files.filter(file -> file.toString().endsWith(".state")).toList();
    }
  }

  @Test
  @Order(3)
  void garbledIndexIsWorkedAroundAndReconciled() {
    String wanted = next();
    stage.kubectl(
        "-n",
        "shop-deploy",
        "patch",
        "secret",
        "deployctl-production",
        "--type=merge",
        "-p",
        "{\"data\":{\"index\":\"Z2FyYmFnZQ==\"}}");
    run("apply --auto-approve").exited(1).telling("--emergency").telling("state import FILE");

    CommandResult applied = emergency("apply").exited(0);

    assertThat(applied.err())
        .contains("warning: this runs without the environment's lease")
        .contains("this machine's copy, of ")
        .contains("reason: outage")
        .contains("deployctl state reconcile");
    assertThat(web()).isEqualTo(wanted);
    run("status").exited(1).telling("an emergency run of this machine is not in the");
    run("state reconcile").exited(7).telling("--replace");
    run("state reconcile --replace --auto-approve").exited(0).saying("has what the emergency did");
    run("status").exited(0).saying("the newest was one: outage");
    requireSound();
    run("rollback --auto-approve").exited(0);
    assertThat(web()).isEqualTo("v" + (version - 1));
    run("apply --auto-approve --release-hold").exited(0);
  }

  @Test
  @Order(4)
  void deletedStateNamespaceIsWorkedAroundTwiceAndReconciled() {
    stage.kubectl("delete", "namespace", "shop-deploy");

    next();
    emergency("apply").exited(0);
    String wanted = next();
    emergency("apply").exited(0).telling("newest release there: ").saying("deployed");
    assertThat(web()).isEqualTo(wanted);
    emergency("rollback").exited(0);
    assertThat(web()).isEqualTo("v" + (version - 1));

    run("state reconcile").exited(0);
    assertThat(run("history").exited(0).out()).contains("rollback");
    run("apply --auto-approve --release-hold").exited(0);
    assertThat(web()).isEqualTo(wanted);
    requireSound();
  }

  @Test
  @Order(5)
  void lostKeyIsWorkedAroundAndBroughtBack() {
    String wanted = next();
    stage.kubectl("-n", "shop-deploy", "delete", "secret", "deployctl-production-key");
    run("apply --auto-approve").exited(1).telling("its key is gone");

    emergency("apply").exited(0);

    assertThat(web()).isEqualTo(wanted);
    run("state reconcile --replace --auto-approve").exited(0);
    requireSound();
  }

  @Test
  @Order(6)
  void rollbackWithoutACheckoutWorksFromTheCopy() {
    stage.kubectl("delete", "namespace", "shop-deploy");
    String where = " --project shop --env production --context " + stage.context();

    emergency("rollback" + where).exited(0);

    assertThat(web()).isEqualTo("v" + (version - 1));
    run("state reconcile").exited(0);
    run("apply --auto-approve --release-hold").exited(0);
    requireSound();
  }

  @Test
  @Order(7)
  void writesThatAPolicyRefusesAreWorkedAroundFromTheStateItself() {
    String wanted = next();
    apply(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-state}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
              - apiGroups: ["", coordination.k8s.io]
                apiVersions: [v1]
                operations: [CREATE, UPDATE]
                resources: [secrets, leases]
          matchConditions: [{name: state, expression: "request.namespace == 'shop-deploy'"}]
          validations: [{expression: "false", message: "no state today"}]
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: no-state}
        spec: {policyName: no-state, validationActions: [Deny]}
        """);
    try {
      StateWrites.await(stage, false);
      run("apply --auto-approve").exited(1).telling("no state today");

      CommandResult applied = emergency("apply").exited(0);

      assertThat(applied.err()).contains("the environment's own state, which can be read");
      assertThat(web()).isEqualTo(wanted);
      run("state reconcile").exited(1).telling("no state today");
    } finally {
      stage.kubectl("delete", "validatingadmissionpolicybinding", "no-state");
      stage.kubectl("delete", "validatingadmissionpolicy", "no-state");
    }
    StateWrites.await(stage, true);
    run("state reconcile").exited(0);
    requireSound();
  }

  @Test
  @Order(8)
  void accountThatMayNotReadTheStateWorksFromTheCopyAndBothSidesAreShown() throws IOException {
    Path account = stage.accountKubeconfig("shop", "limited");
    stage.kubectl(
        "-n",
        "shop",
        "create",
        "rolebinding",
        "limited",
        "--clusterrole=cluster-admin",
        "--serviceaccount=shop:limited");
    Map<String, String> limited = Map.of("KUBECONFIG", account.toString());
    String wanted = next();
    stage.runWith(limited, "apply", "--auto-approve").exited(1).telling("may not");

    stage
        .runWith(limited, "apply", "--auto-approve", "--emergency", "--reason", "no rights")
        .exited(0)
        .telling("may not");
    assertThat(web()).isEqualTo(wanted);

    // Somebody with the rights goes on, warned, and now both did.
    next();
    run("apply --auto-approve").exited(0).telling("run `deployctl state reconcile` before");
    CommandResult both = run("state reconcile").exited(7);
    assertThat(both.err())
        .contains("went on while the emergency did")
        .contains("made by story@test-host");
    run("state reconcile --discard --auto-approve").exited(0);
    requireSound();
  }

  @Test
  @Order(9)
  void quotaThatIsUsedUpIsWorkedAround() {
    String wanted = next();
    apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: few, namespace: shop-deploy}
        spec: {hard: {count/secrets: "1"}}
        """);
    StateWrites.await(stage, false);

    emergency("apply").exited(0).telling("quota");

    assertThat(web()).isEqualTo(wanted);
    stage.kubectl("-n", "shop-deploy", "delete", "resourcequota", "few");
    StateWrites.await(stage, true);
    run("state reconcile").exited(0);
    requireSound();
  }

  @Test
  @Order(10)
  void leaseOfSomebodyAliveIsRespectedAndOneOfTheDeadIsNot() throws InterruptedException {
    String wanted = next();
    stage.kubectl("-n", "shop-deploy", "delete", "secret", "deployctl-production-key");
    stage.kubectl(
        "-n",
        "shop-deploy",
        "patch",
        "lease",
        "deployctl-production",
        "--type=merge",
        "-p",
        "{\"spec\":{\"holderIdentity\":\"somebody\",\"leaseDurationSeconds\":10}}");
    AtomicBoolean alive = new AtomicBoolean(true);
    Thread heart = new Thread(() -> beat(alive));
    heart.start();
    try {
      emergency("apply")
          .exited(6)
          .telling("its heart beats")
          .telling("deployctl lock steal --reason TEXT");
    } finally {
      alive.set(false);
      heart.join();
    }

    emergency("apply").exited(0);

    assertThat(web()).isEqualTo(wanted);
    run("lock steal --reason dead").exited(0);
    run("state reconcile --replace --auto-approve").exited(0);
    requireSound();
  }

  private void beat(AtomicBoolean alive) {
    for (int count = 0; alive.get(); count++) {
      stage.kubectl(
          "-n",
          "shop-deploy",
          "annotate",
          "--overwrite",
          "lease",
          "deployctl-production",
          "beat=" + count);
    }
  }

  @Test
  @Order(11)
  void withoutARecordNothingIsDoneAndAFileServes() throws IOException {
    for (Path copy : copies()) {
      Files.delete(copy);
    }
    next();
    stage.runWith(Map.of("CI", "true"), "apply", "--auto-approve").exited(0);
    next();
    stage.runWith(Map.of("DEPLOYCTL_STATE_COPY", "off"), "apply", "--auto-approve").exited(0);
    assertThat(copies()).isEmpty();
    run("state export --out kept.state").exited(0);
    stage.kubectl("-n", "shop-deploy", "delete", "secret", "deployctl-production-key");
    String wanted = next();
    emergency("apply").exited(1).telling("no record of the environment").telling("--from FILE");

    emergency("apply --from kept.state").exited(0);

    assertThat(web()).isEqualTo(wanted);
    run("state reconcile --replace --auto-approve").exited(0);
    requireSound();
  }
}
