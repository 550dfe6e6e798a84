package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.providers.sandbox.Forward;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of ECAP's production, from the first plan to nothing left, on a real control plane with
 * the real Terraform and Helm. One story: each chapter goes on where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EcapIT {
  private static final Path ECAP = Stage.repository().resolve("test-fixtures/systems/ecap");
  private static final Map<String, String> SECRETS =
      Marks.of(
          "ECAP_DATABASE_PASSWORD",
          "ECAP_SECRET_KEY",
          "ECAP_JWT_SECRET_KEY",
          "ECAP_EXTERNAL_API_KEY",
          "ECAP_S3_ACCESS_KEY",
          "ECAP_S3_SECRET_KEY",
          "ECAP_SMOKE_PASSWORD");

  private final StringBuilder printed = new StringBuilder();
  private final ProcessWatch processes = new ProcessWatch(SECRETS.values());
  private StandIn standIn;
  private Stage stage;

  @BeforeAll
  void raise() {
    standIn = StandIn.start(ECAP, SECRETS.get("ECAP_SMOKE_PASSWORD"));
    stage = Stage.raise(ECAP, List.of(Forward.parse("ecap/8000=127.0.0.1:" + standIn.port())));
    stage.environment().putAll(SECRETS);
  }

  @AfterAll
  void strike() {
    processes.close();
    if (stage != null) {
      stage.close();
    }
    if (standIn != null) {
      standIn.close();
    }
  }

  @Test
  @Order(10)
  void planShowsEverythingAndTouchesNothing() {
    CommandResult plan = run("plan", "--detailed-exitcode", "--set", "image.tag=1.0.0").exited(3);
    assertThat(plan.out())
        .contains("ecap-api", "postgresql", "kafka", "redis", "cloud")
        .contains("steps.cloud.outputs.db_endpoint");
    assertThat(stage.kubectl("get", "namespaces", "-o", "name")).doesNotContain("ecap");
  }

  @Test
  @Order(20)
  void applyBringsAllStagesUp() {
    apply("--set", "image.tag=1.0.0").exited(0);
    assertThat(stage.kubectl("-n", "ecap", "get", "deployment", "ecap-api", "-o", IMAGE))
        .endsWith(":1.0.0");
    assertThat(stage.helm("-n", "ecap", "list", "-o", "json"))
        .contains("\"postgresql\"", "\"kafka\"", "\"redis\"");
    assertThat(stage.kubectl("-n", "ecap", "rollout", "status", "deployment/ecap-api"))
        .contains("successfully rolled out");
    assertThat(stage.kubectl("-n", "ecap", "get", "kafkatopics", "-o", "name"))
        .contains("transactions");
  }

  @Test
  @Order(30)
  void secondPlanIsEmpty() {
    run("plan", "--detailed-exitcode").exited(0);
    run("drift", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(40)
  void healthAndSmokePass() {
    run("health").exited(0);
    run("smoke").exited(0);
    run("status").exited(0);
    assertThat(run("history").exited(0).out()).contains("deployed");
  }

  @Test
  @Order(50)
  void removedManifestIsPrunedAndNothingElse() {
    List<String> before = everything();
    stage.delete("templates/ingress/" + INGRESS_FILE);
    stage.replace("deployctl.yaml", INGRESS_STEP, "");
    apply().exited(0);
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(everything());
    assertThat(gone).containsExactly("ingress.networking.k8s.io/ecap-ingress");
  }

  @Test
  @Order(60)
  void badImageTagFailsWithTheCauseNamed() {
    CommandResult failed = apply("--set", "image.tag=2.0.0-broken").exited(1);
    assertThat(failed.err() + failed.out())
        .contains("can't be pulled", "2.0.0-broken", "in step `api`");
    assertThat(run("history").out()).contains("failed");
  }

  @Test
  @Order(70)
  void afterAFailureTheNextRunLeavesNothingBehind() {
    apply("--set", "image.tag=1.0.0").exited(0);
    run("plan", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(80)
  void badImageTagIsRolledBackWhereAskedFor() {
    stage.replace("deployctl.yaml", "onFailure: stop", "onFailure: rollback");
    apply("--set", "image.tag=3.0.0-broken").exited(4);
    run("drift", "--detailed-exitcode").exited(0);
    assertThat(stage.kubectl("-n", "ecap", "get", "deployment", "ecap-api", "-o", IMAGE))
        .endsWith(":1.0.0");
    stage.replace("deployctl.yaml", "onFailure: rollback", "onFailure: stop");
  }

  @Test
  @Order(90)
  void aGoodChangeRollsOutAndRollbackToTheFirstReleaseHolds() {
    apply("--set", "image.tag=1.1.0").exited(0);
    CommandResult rollback =
        run("rollback", "--to", "1", "--auto-approve", "--approve", PRODUCTION);
    rollback.exited(0);
    assertThat(stage.kubectl("-n", "ecap", "get", "deployment", "ecap-api", "-o", IMAGE))
        .endsWith(":1.0.0");
    assertThat(stage.kubectl("-n", "ecap", "get", "ingress", "-o", "name"))
        .contains("ecap-ingress");
    run("drift", "--detailed-exitcode").exited(0);
    CommandResult held = apply("--set", "image.tag=1.1.0").exited(1);
    assertThat(held.err() + held.out()).contains("--release-hold");
    apply("--set", "image.tag=1.1.0", "--release-hold").exited(0);
  }

  @Test
  @Order(100)
  void renamedAndMovedStepsPlanEmpty() {
    stage.replace("deployctl.yaml", "- name: storage\n", "- name: volumes\n        was: storage\n");
    run("plan", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(110)
  void driftNamesWhoMovedWhat() {
    stage.kubectl("-n", "ecap", "set", "env", "deployment/ecap-dashboard", "SOMEBODY=was-here");
    stage.kubectl(
        "-n",
        "ecap",
        "patch",
        "configmap",
        "ecap-config",
        "--type=merge",
        "-p",
        "{\"data\":{\"ECAP_LOG_LEVEL\":\"trace\"}}");
    CommandResult drift = run("drift", "--detailed-exitcode").exited(3);
    assertThat(drift.out()).contains("ecap-config", "ECAP_LOG_LEVEL", "kubectl-patch");
    apply().exited(0);
    run("drift", "--detailed-exitcode").exited(0);
  }

  @Test
  @Order(120)
  void secretsAppearNowhere() {
    Marks.assertNowhere(SECRETS, printed.toString(), stage);
    assertThat(processes.seen()).isPositive();
    assertThat(processes.leaks()).isEmpty();
  }

  @Test
  @Order(130)
  void destroyTakesEverythingThatMayGoAndSaysWhatStays() {
    CommandResult destroyed = run("destroy", "--auto-approve", "--approve", PRODUCTION).exited(0);
    assertThat(destroyed.out() + destroyed.err())
        .contains("PersistentVolumeClaim ecap/ecap-transaction-spool", "Namespace ecap");
    assertThat(stage.kubectl("-n", "ecap", "get", "deployments,statefulsets", "-o", "name"))
        .isBlank();
    assertThat(stage.kubectl("-n", "ecap", "get", "persistentvolumeclaims", "-o", "name"))
        .contains("ecap-transaction-spool");
    assertThat(stage.helm("list", "-A", "-o", "json")).isEqualToIgnoringNewLines("[]");
  }

  private static final String IMAGE = "jsonpath={.spec.template.spec.containers[0].image}";
  private static final String PRODUCTION = "production";
  private static final String INGRESS_FILE = "ingress.tmpl.yaml";
  private static final String INGRESS_STEP =
      """
            - name: ingress
              needs: [api, dashboard]
              manifests: {paths: [templates/ingress]}
      """;

  private CommandResult apply(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("apply", "--auto-approve", "--approve", PRODUCTION));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(new String[0]));
  }

  private CommandResult run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--env", "prod", "--context", stage.context()));
    CommandResult result = stage.run(all.toArray(new String[0]));
    printed.append(result.out()).append(result.err());
    return result;
  }

  private List<String> everything() {
    String kinds =
        "deployments,services,ingresses,configmaps,secrets,horizontalpodautoscalers,"
            + "networkpolicies,persistentvolumeclaims,poddisruptionbudgets,statefulsets,"
            + "serviceaccounts,roles,rolebindings,kafkatopics";
    return stage.kubectl("-n", "ecap", "get", kinds, "-o", "name").lines().sorted().toList();
  }
}
