package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Permission;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project in one namespace, run by accounts that may do exactly what {@code deployctl rbac}
 * prints for their duty: nothing in the whole cluster, and no other namespace.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RightsIT {
  @TempDir private static Path directory;

  private RightsStory story;

  @BeforeAll
  void raise() throws IOException {
    project(directory.resolve("project"));
    story = RightsStory.raise(directory.resolve("project"));
    story.stage().kubectl("create", "namespace", "app");
    story.stage().kubectl("create", "namespace", "accounts");
    String key = "--from-literal=key=kept-by-somebody-else";
    story.stage().kubectl("create", "secret", "generic", "external", "-n", "app", key);
    for (String duty : List.of("plan", "dry-run", "apply", "rollback", "destroy")) {
      story.account(duty);
    }
  }

  @AfterAll
  void close() {
    story.close();
  }

  @Test
  @Order(1)
  void whoMayOnlyPlanIsToldWhatIsMissingBeforeAnythingIsTouched() {
    CommandResult plan = story.as("plan", "plan").exited(0);
    assertThat(plan.out()).contains("the plan of step `api` is approximate");
    assertThat(plan.err()).contains("lacks", "that `apply` needs");

    CommandResult refused = story.as("plan", "apply", "--auto-approve").exited(1);
    assertThat(refused.err())
        .contains("`system:serviceaccount:accounts:plan` lacks")
        .contains("in namespace `app`: create, patch deployments.apps: api")
        .contains("in namespace `app`: create leases.coordination.k8s.io")
        .contains("`deployctl rbac --env production --for apply` prints Roles");
    assertThat(story.stage().kubectl("get", "all,leases,configmaps,secrets", "-n", "app"))
        .doesNotContain("deployctl", "api");
  }

  @Test
  @Order(2)
  void dryRunsMakeAPlanExact() {
    CommandResult plan = story.as("dry-run", "plan").exited(0);

    assertThat(plan.out()).doesNotContain("approximate");
    assertThat(plan.err()).contains("that `apply` needs");
  }

  @Test
  @Order(3)
  void accountForApplyRunsEveryCommandThatDeploysAndLooks() {
    story.as("apply", "apply", "--auto-approve").exited(0);

    story.as("apply", "plan", "--detailed-exitcode").exited(0);
    for (String command : List.of("health", "smoke", "status", "history", "drift")) {
      story.as("apply", command).exited(0);
    }
    for (String command : List.of("health", "status", "history", "drift")) {
      story.as("plan", command).exited(0);
    }
  }

  @Test
  @Order(4)
  void changesAreAppliedAndRolledBack() {
    story.stage().replace("environments/production.yaml", "colour: red", "colour: blue");
    story.as("plan", "plan", "--detailed-exitcode").exited(3);
    story.as("apply", "apply", "--auto-approve").exited(0);

    story.as("rollback", "rollback", "--auto-approve").exited(0);

    assertThat(story.stage().kubectl("get", "configmap", "settings", "-n", "app", "-o", "yaml"))
        .contains("colour: red");
  }

  @Test
  @Order(5)
  void whatLeavesTheProjectIsPruned() {
    String before = story.stage().read("deployctl.yaml");
    story.stage().replace("deployctl.yaml", "paths: [objects]", "paths: [empty]");
    story.stage().write("empty/nothing.yaml", "");
    story.stage().replace("charts/web/values.yaml", "full: true", "full: false");

    story
        .as(
            "apply",
            "apply",
            "--auto-approve",
            "--release-hold",
            "--allow-large-prune",
            "--target",
            "web",
            "--target",
            "api")
        .exited(0);

    story.stage().write("deployctl.yaml", before);
    story.stage().replace("charts/web/values.yaml", "full: false", "full: true");
    story.as("rollback", "rollback", "--auto-approve").exited(0);
  }

  @Test
  @Order(6)
  void doctorSaysWhatTheAccountMayDo() {
    assertThat(story.as("apply", "doctor").exited(0).out()).contains("may plan, dry-run, apply");
    CommandResult planner = story.as("plan", "doctor").exited(0);
    assertThat(planner.out()).contains("may plan");
    assertThat(planner.err()).contains("deployctl rbac --env production --for");
  }

  @Test
  @Order(7)
  void everythingIsDestroyed() {
    story.as("destroy", "destroy", "--auto-approve").exited(0);

    assertThat(story.stage().kubectl("get", "deployments,services,hpa,leases", "-n", "app"))
        .doesNotContain("api", "web");
  }

  @Test
  @Order(8)
  void nothingIsGrantedThatNobodyUses() throws IOException {
    assertThat(story.unused("apply")).allMatch(RightsIT::isForeseen);
    assertThat(story.unused("destroy")).allMatch(RightsIT::isForeseen);
    assertThat(story.unused("plan")).allMatch(RightsIT::isForeseen);
  }

  @Test
  @Order(9)
  void kindsAndObjectsOfTheWholeClusterTakeAClusterRoleOfTheirNames() throws IOException {
    Path wide = directory.resolve("wide");
    RightsProject.writeWide(wide);
    story.stage().kubectl("create", "namespace", "wide");
    story.stage().kubectl("create", "namespace", "wide-more");
    story.account("wide", "all", wide);
    String in = wide.toString();

    story.as("wide", "-C", in, "apply", "--auto-approve").exited(0);
    story.as("wide", "-C", in, "plan", "--detailed-exitcode").exited(0);
    story.as("wide", "-C", in, "health").exited(0);
    story.as("wide", "-C", in, "destroy", "--auto-approve").exited(0);

    assertThat(story.stage().kubectl("get", "gizmos,configmaps", "-A"))
        .doesNotContain("first-gizmo", "wide-settings");
  }

  /** What this server, or this run's good luck, did not ask for. */
  private static boolean isForeseen(Permission unused) {
    boolean newerServers =
        unused.resource().equals("pods/portforward") && unused.verb().equals("create");
    boolean onlyForCauses =
        List.of("pods/log", "events", "persistentvolumeclaims").contains(unused.resource());
    // What the server asks of whoever grants something is no request of its own.
    boolean held = unused.resource().equals("endpoints") || unused.verb().equals("bind");
    // Only the first run of all makes the Lease, and it can be of any duty.
    boolean madeBefore = unused.resource().equals("leases") && unused.verb().equals("create");
    return newerServers || onlyForCauses || held || madeBefore;
  }

  private static void project(Path project) throws IOException {
    write(
        project.resolve("deployctl.yaml"),
        """
        project: shop
        environments:
          production: {target: {namespace: app, stateNamespace: app}}
        stages:
          - name: platform
            steps: [{name: web, helm: {chart: charts/web, set: {colour: "${colour}"}}}]
          - name: workloads
            steps: [{name: api, manifests: {paths: [objects]}}]
          - name: verify
            steps:
              - {name: ready, health: {}}
              - name: journey
                smoke: {scenario: smoke.yaml, service: {name: api, port: 80}}
        """);
    write(
        project.resolve("environments/production.yaml"),
        """
        colour: red
        key: "${secret:kubernetes:external#key}"
        """);
    write(
        project.resolve("smoke.yaml"),
        """
        name: journey
        steps: [{name: home, request: {method: GET, path: /}, expect: {status: 200}}]
        """);
    RightsProject.write(project);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
