package io.deployctl.providers.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Lease;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Kubeconfigs;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** State for accounts that may do little, on a real API server. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateRightsIT {
  private static final String NAMESPACE = "rights-it";

  @TempDir private static Path directory;

  private Cluster admin;
  private Cluster deployer;
  private Cluster visitor;

  @BeforeAll
  void connect(RunningSandbox sandbox) throws Exception {
    admin = TestClusters.connect(sandbox.kubeconfig());
    create("v1", "Namespace", "", "{\"metadata\": {\"name\": \"rights-it\"}}");
    create(
        "rbac.authorization.k8s.io/v1",
        "Role",
        NAMESPACE,
        """
        {"metadata": {"name": "state"}, "rules": [
          {"apiGroups": [""], "resources": ["secrets"],
           "verbs": ["get", "list", "create", "update", "delete"]},
          {"apiGroups": ["coordination.k8s.io"], "resources": ["leases"],
           "verbs": ["get", "create", "update", "delete"]}]}
        """);
    create(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        NAMESPACE,
        """
        {"metadata": {"name": "state"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "state"},
         "subjects": [{"kind": "ServiceAccount", "name": "deployer", "namespace": "rights-it"}]}
        """);
    deployer = connectAs(sandbox, "deployer");
    visitor = connectAs(sandbox, "visitor");
  }

  @AfterAll
  void close() {
    deployer.close();
    visitor.close();
    admin.close();
  }

  @Test
  void roleInTheStateNamespaceIsEnoughForAWholeRun() {
    KubernetesEnvironmentStore store = store(deployer, NAMESPACE);
    store.initialise(new EnvironmentIdentity("shop", "dev", "uuid-r"), EnvironmentKey.random());
    try (Lease lease = store.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      store.save(
          Samples.release(1, ReleaseStatus.DEPLOYED),
          Samples.inventory(2),
          Optional.empty(),
          lease);
    }

    assertThat(store.read().orElseThrow().deployed()).isPresent();
    assertThat(
            new EnvironmentFinder(deployer)
                .find(Optional.of("shop"), Optional.empty(), Optional.of(NAMESPACE)))
        .extracting(found -> found.identity().uuid())
        .containsExactly("uuid-r");
    store.remove(store.acquire(Samples.holder("run-2"), Duration.ZERO));
    assertThat(store.read()).isEmpty();
  }

  @Test
  void whoMayNotReadSecretsIsToldWhatIsMissingAndWhere() {
    Diagnostic told = refusal(() -> store(visitor, NAMESPACE).read());

    assertThat(told.code()).isEqualTo("forbidden");
    assertThat(told.summary())
        .contains("reading the environment's state")
        .contains("may not get secrets in namespace `rights-it`");
    assertThat(told.details().toString()).contains("the state namespace is `rights-it`");
  }

  @Test
  void whoMayNotMakeTheStateNamespaceIsToldToHaveItMade() {
    Diagnostic told =
        refusal(
            () ->
                store(deployer, "rights-it-missing")
                    .initialise(
                        new EnvironmentIdentity("shop", "dev", "uuid"), EnvironmentKey.random()));

    assertThat(told.code()).isIn("no-state-namespace", "forbidden");
    assertThat(told.details().toString()).contains("rights-it-missing");
  }

  private static Diagnostic refusal(Runnable call) {
    return catchThrowableOfType(DeployctlException.class, call::run).diagnostics().get(0);
  }

  private Cluster connectAs(RunningSandbox sandbox, String account) throws Exception {
    return TestClusters.connect(
        Kubeconfigs.ofServiceAccount(admin, sandbox.kubeconfig(), NAMESPACE, account, directory));
  }

  private static KubernetesEnvironmentStore store(Cluster cluster, String namespace) {
    return new KubernetesEnvironmentStore(() -> cluster, namespace, "shop", "dev");
  }

  private void create(String apiVersion, String kind, String namespace, String body)
      throws Exception {
    ApiResource resource = admin.resource(apiVersion, kind).orElseThrow();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kind);
    object.setAll((ObjectNode) new ObjectMapper().readTree(body));
    admin.create(resource, namespace, object);
  }
}
