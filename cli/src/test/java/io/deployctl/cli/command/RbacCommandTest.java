package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.cli.CommandLineRunner;
import io.deployctl.cli.ProjectFiles;
import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Roles of a project whose cluster nobody asks. */
class RbacCommandTest {

  @TempDir private Path directory;

  @BeforeEach
  void project() throws IOException {
    write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production:
            target: {clusterId: 6b1d7a3e, namespace: shop, stateNamespace: shop-state}
        stages:
          - name: workloads
            steps: [{name: api, manifests: {paths: [api.yaml]}}]
          - name: verify
            steps:
              - {name: ready, health: {checks: [{kind: Deployment, name: api}]}}
              - name: journey
                smoke: {scenario: smoke.yaml, service: {name: api, port: 80}}
        """);
    write("environments/production.yaml", "{}");
    write("smoke.yaml", "name: journey\nsteps:\n  - {name: home, request: {path: /}}\n");
    write(
        "api.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: api}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: flags}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          replicas: 2
          selector: {matchLabels: {app: api}}
          template: {metadata: {labels: {app: api}}, spec: {containers: [{name: a, image: b}]}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api}
        spec: {selector: {app: api}, ports: [{port: 80}]}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}
        """);
  }

  @Test
  void rolesNameEveryObjectThatCanBeNamed() throws IOException {
    CommandResult result = run("rbac", "--offline");

    assertThat(result.exit()).isZero();
    GoldenFile.of("rbac/all.yaml").matches(result.out());
  }

  @Test
  void secretOfTheClusterIsNotReadButItsRightIsListed() throws IOException {
    write("environments/production.yaml", "token: \"${secret:kubernetes:vendor/api#token}\"\n");

    CommandResult result = run("rbac", "--offline", "--for", "plan");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("namespace: vendor")
        .contains("# to read a secret that the configuration names");
  }

  @Test
  void planningOnlyReads() {
    CommandResult result = run("rbac", "--offline", "--for", "plan", "--group", "reviewers");

    assertThat(result.exit()).isZero();
    GoldenFile.of("rbac/plan.yaml").matches(result.out());
    assertThat(result.out()).doesNotContainPattern("- (create|update|patch|delete)");
  }

  @Test
  void bindingsNameTheServiceAccount() throws Exception {
    CommandResult result =
        run(
            "rbac",
            "--offline",
            "--for",
            "apply",
            "--service-account",
            "ci/deployer",
            "-o",
            "json");

    JsonNode answer = new ObjectMapper().readTree(result.out());
    JsonNode binding = answer.path("objects").get(1);
    assertThat(binding.path("kind").asText()).isEqualTo("RoleBinding");
    assertThat(binding.at("/subjects/0").toString())
        .isEqualTo("{\"kind\":\"ServiceAccount\",\"name\":\"deployer\",\"namespace\":\"ci\"}");
    assertThat(binding.at("/roleRef/name"))
        .isEqualTo(answer.path("objects").get(0).at("/metadata/name"));
  }

  @Test
  void rulesOfARoleAreHeldAndForeignRolesAreBoundByName() throws Exception {
    write(
        "api.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader}
        rules: [{apiGroups: [""], resources: [endpoints], verbs: [watch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: reader}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: viewer}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: sum}
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}
        """);

    CommandResult result = run("rbac", "--offline", "--for", "apply");

    assertThat(result.out())
        .contains("# held, because Role shop/reader grants it", "- endpoints", "- watch")
        .contains("- bind", "- view", "- escalate", "# ClusterRole sum aggregates rules of others");
  }

  @Test
  void customKindsAreKnownWhereTheProjectDefinesThem() throws Exception {
    write(
        "api.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gizmos.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Gizmo, plural: gizmos}
          versions: [{name: v1, served: true, storage: true}]
        ---
        apiVersion: example.com/v1
        kind: Gizmo
        metadata: {name: one}
        """);

    assertThat(run("rbac", "--offline").out())
        .contains("- gizmos", "- one", "kind: ClusterRole", "- gizmos.example.com");

    write("api.yaml", "{apiVersion: example.com/v1, kind: Gizmo, metadata: {name: one}}");
    CommandResult unknown = run("rbac", "--offline");
    assertThat(unknown.exit()).isNotZero();
    assertThat(unknown.err())
        .contains("what `Gizmo` of `example.com/v1` needs is not known", "api.yaml:1:1")
        .contains("run the command where the cluster answers");
  }

  @Test
  void clusterThatDoesNotAnswerIsANoteAndNotTheEnd() {
    CommandResult result = run("rbac", "--for", "plan");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("the cluster was not asked for its kinds");
  }

  @Test
  void mistypedOptionsAreExplained() {
    assertThat(run("rbac", "--offline", "--for", "aply").err())
        .contains("there is no duty `aply`", "did you mean `--for apply`?");
    assertThat(run("rbac", "--offline", "--service-account", "deployer").err())
        .contains("write it as NAMESPACE/NAME");
    assertThat(run("rbac", "--offline", "--user", "a", "--group", "b").exit()).isEqualTo(2);
  }

  private CommandResult run(String... arguments) {
    return new CommandLineRunner(directory).run(arguments);
  }

  private void write(String name, String text) throws IOException {
    ProjectFiles.write(directory, name, text);
  }
}
