package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The connection to a real API server. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final Application AS_TEST = new Application("deployctl:test", true, false);
  private static final Deletion NOW =
      new Deletion(Optional.empty(), Optional.empty(), "Background", false);

  @TempDir private static Path directory;

  private RunningSandbox sandbox;
  private Cluster cluster;
  private ApiResource configMaps;
  private ApiResource namespaces;
  private ApiResource secrets;

  @BeforeAll
  void connect(RunningSandbox running) {
    sandbox = running;
    cluster = TestClusters.connect(sandbox.kubeconfig());
    configMaps = cluster.resource("v1", "ConfigMap").orElseThrow();
    namespaces = cluster.resource("v1", "Namespace").orElseThrow();
    secrets = cluster.resource("v1", "Secret").orElseThrow();
    cluster.create(namespaces, "", named("v1", "Namespace", "cluster-it"));
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void clusterIsNamedByKubeSystem() throws Exception {
    String uid = kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}");

    assertThat(cluster.target().clusterId()).isEqualTo(uid);
    assertThat(cluster.target().context()).contains(sandbox.context());
    assertThat(cluster.target().version().orElseThrow()).startsWith("v1.");
    assertThat(cluster.raw("/version")).contains("gitVersion");
  }

  @Test
  void clockIsTheServers() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    assertThat(cluster.get(namespaces, "", "cluster-it")).isPresent();
    assertThat(cluster.time().orElseThrow()).isBetween(before, Instant.now());
  }

  @Test
  void discoveryKnowsKindsAndTheirPreferredVersion() {
    assertThat(cluster.resource("apps/v1", "Deployment"))
        .contains(new ApiResource("apps/v1", "Deployment", "deployments", true));
    assertThat(cluster.preferred("autoscaling", "HorizontalPodAutoscaler"))
        .map(ApiResource::apiVersion)
        .contains("autoscaling/v2");
    assertThat(cluster.resource("v1", "Namespace")).map(ApiResource::namespaced).contains(false);
    assertThat(cluster.resource("extensions/v1beta1", "Ingress")).isEmpty();
    assertThat(cluster.resource("v1", "pods/log")).isEmpty();
  }

  @Test
  void kindThatCameLaterIsKnownAfterForgetting() throws Exception {
    ApiResource definitions =
        cluster.resource("apiextensions.k8s.io/v1", "CustomResourceDefinition").orElseThrow();
    assertThat(cluster.resource("it.example.com/v1", "Widget")).isEmpty();
    cluster.create(definitions, "", definition());

    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Optional<ApiResource> found = Optional.empty();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(100);
      cluster.forgetDiscovery();
      found = cluster.resource("it.example.com/v1", "Widget");
    }

    assertThat(found).contains(new ApiResource("it.example.com/v1", "Widget", "widgets", true));
  }

  @Test
  void appliedObjectIsOwnedByItsManager() {
    ObjectNode applied = apply("owned", "a", "1");

    assertThat(applied.path("metadata").path("managedFields").get(0).path("manager").asText())
        .isEqualTo("deployctl:test");
    assertThat(cluster.get(configMaps, "cluster-it", "owned")).contains(applied);
  }

  @Test
  void dryRunChangesNothing() {
    ObjectNode answer =
        cluster.apply(
            configMaps,
            "cluster-it",
            "rehearsed",
            configMap("rehearsed", "a", "1"),
            new Application("deployctl:test", true, true));

    assertThat(answer.path("data").path("a").asText()).isEqualTo("1");
    assertThat(cluster.get(configMaps, "cluster-it", "rehearsed")).isEmpty();
  }

  @Test
  void fieldOfAnotherManagerIsAConflictThatNamesIt() {
    apply("contested", "a", "1");

    ApiFailure failure =
        catchThrowableOfType(
            ApiFailure.class,
            () ->
                cluster.apply(
                    configMaps,
                    "cluster-it",
                    "contested",
                    configMap("contested", "a", "2"),
                    new Application("somebody", false, false)));

    assertThat(failure.reason()).isEqualTo("Conflict");
    Diagnostic told = ApiFailures.diagnostic("applying ConfigMap cluster-it/contested", failure);
    assertThat(told.code()).isEqualTo("field-conflict");
    assertThat(told.details()).anySatisfy(line -> assertThat(line).contains("deployctl:test"));
    assertThat(told.details()).anySatisfy(line -> assertThat(line).contains(".data.a"));
  }

  @Test
  void unknownFieldIsRefusedEverywhere() {
    ObjectNode mistyped = configMap("mistyped", "a", "1");
    mistyped.put("dta", "x");

    for (ApiFailure failure :
        List.of(
            catchThrowableOfType(
                ApiFailure.class,
                () -> cluster.apply(configMaps, "cluster-it", "mistyped", mistyped, AS_TEST)),
            catchThrowableOfType(
                ApiFailure.class, () -> cluster.create(configMaps, "cluster-it", mistyped)))) {
      assertThat(failure.isTransient()).isFalse();
      assertThat(ApiFailures.diagnostic("applying it", failure).code()).isEqualTo("invalid-object");
      assertThat(failure).hasMessageContaining("dta");
    }
  }

  @Test
  void valueOfARefusedSecretIsNotRepeated() {
    ObjectNode secret = named("v1", "Secret", "refused");
    secret.put("type", "kubernetes.io/tls");
    secret.putObject("stringData").put("tls.crt", "hunter22-in-a-certificate");
    ObjectNode wrong = named("v1", "Secret", "refused");
    wrong.put("data", "hunter22-in-the-wrong-place");

    for (ObjectNode body : List.of(secret, wrong)) {
      ApiFailure failure =
          catchThrowableOfType(ApiFailure.class, () -> cluster.create(secrets, "cluster-it", body));
      assertThat(failure.getMessage()).doesNotContain("hunter22");
      assertThat(failure.status().orElseThrow().toString()).doesNotContain("hunter22");
    }
  }

  @Test
  void deletionMindsUidAndVersion() {
    ObjectNode object = apply("guarded", "a", "1");
    String uid = object.path("metadata").path("uid").asText();

    assertThat(
            catchThrowableOfType(
                ApiFailure.class,
                () -> cluster.delete(configMaps, "cluster-it", "guarded", guard("other", null))))
        .extracting(ApiFailure::reason)
        .isEqualTo("Conflict");
    assertThat(
            catchThrowableOfType(
                ApiFailure.class,
                () -> cluster.delete(configMaps, "cluster-it", "guarded", guard(uid, "1"))))
        .extracting(ApiFailure::reason)
        .isEqualTo("Conflict");
    assertThat(cluster.delete(configMaps, "cluster-it", "guarded", guard(uid, null))).isEmpty();
    assertThat(cluster.get(configMaps, "cluster-it", "guarded")).isEmpty();
    assertThat(cluster.delete(configMaps, "cluster-it", "guarded", NOW)).isEmpty();
  }

  @Test
  void objectThatWaitsForItsFinalizersIsReturned() {
    ObjectNode waiting = configMap("waiting", "a", "1");
    waiting.withObjectProperty("metadata").putArray("finalizers").add("example.com/wait");
    cluster.create(configMaps, "cluster-it", waiting);

    assertThat(cluster.delete(configMaps, "cluster-it", "waiting", NOW)).isPresent();

    ObjectNode patch = Json.object();
    patch.putObject("metadata").putArray("finalizers");
    cluster.merge(configMaps, "cluster-it", "waiting", patch);
    assertThat(cluster.get(configMaps, "cluster-it", "waiting")).isEmpty();
  }

  @Test
  void longListComesWholeWithVersionAndKind() {
    for (int i = 0; i < 620; i++) {
      ObjectNode object = configMap("many-" + i, "a", "1");
      object.withObjectProperty("metadata").putObject("labels").put("many", "yes");
      cluster.create(configMaps, "cluster-it", object);
    }

    List<ObjectNode> found = cluster.list(configMaps, "cluster-it", "many=yes");
    assertThat(found).hasSize(620);
    assertThat(found).allSatisfy(o -> assertThat(o.path("kind").asText()).isEqualTo("ConfigMap"));
    List<ObjectNode> brief = cluster.listMetadata(configMaps, "", "many=yes");
    assertThat(brief).hasSize(620);
    assertThat(brief).noneMatch(object -> object.has("data"));
  }

  @Test
  void deprecatedVersionIsWarnedOf() {
    ApiWarnings warnings = new ApiWarnings();
    ClusterRequest base = TestClusters.request(sandbox.kubeconfig());
    ClusterRequest request =
        new ClusterRequest(
            base.environment(),
            base.userHome(),
            base.context(),
            base.candidates(),
            base.clusterId(),
            base.timeout(),
            base.processes(),
            warnings);
    try (Cluster warned = new ClusterConnector(request).connect()) {
      ApiResource endpoints = new ApiResource("v1", "Endpoints", "endpoints", true);
      warned.list(endpoints, "cluster-it", "");
      warned.list(endpoints, "cluster-it", "");
    }

    assertThat(warnings.take())
        .singleElement()
        .satisfies(warning -> assertThat(warning.summary()).contains("v1 Endpoints is deprecated"));
  }

  @Test
  void kubectlWorksWithTheKubeconfigThatIsWritten() throws Exception {
    apply("for-kubectl", "a", "1");
    Path kubeconfig =
        cluster.writeKubeconfig(Files.createTempDirectory(directory, "child"), "cluster-it");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
        .isEqualTo("rw-------");
    assertThat(kubectlWith(kubeconfig, "get", "configmap", "for-kubectl", "-o", "name"))
        .isEqualTo("configmap/for-kubectl");
    assertThat(kubectlWith(kubeconfig, "config", "get-contexts", "-o", "name"))
        .isEqualTo("deployctl");
    try (Cluster same = TestClusters.connect(kubeconfig)) {
      assertThat(same.target().clusterId()).isEqualTo(cluster.target().clusterId());
    }
  }

  @Test
  void anotherClusterThanTheExpectedOneIsRefused() {
    String uid = cluster.target().clusterId();
    ClusterRequest right =
        TestClusters.request(sandbox.kubeconfig(), Optional.empty(), Optional.of(uid));
    new ClusterConnector(right).connect().close();

    ClusterRequest wrong =
        TestClusters.request(sandbox.kubeconfig(), Optional.empty(), Optional.of("11111111"));
    DeployctlException refused = refusal(wrong);
    assertThat(refused.status()).isEqualTo(ExitStatus.INVALID);
    assertThat(refused.diagnostics().get(0).code()).isEqualTo("wrong-cluster");
    assertThat(refused.diagnostics().get(0).details())
        .anySatisfy(line -> assertThat(line).contains("11111111"))
        .anySatisfy(line -> assertThat(line).contains(uid));
  }

  @Test
  void accountWithoutRightsKnowsTheClusterByItsCaAndIsToldWhatItLacks() throws Exception {
    Path kubeconfig =
        Kubeconfigs.ofServiceAccount(
            cluster, sandbox.kubeconfig(), "cluster-it", "visitor", directory);
    try (Cluster visitor = TestClusters.connect(kubeconfig)) {
      String ca = visitor.target().clusterId();
      assertThat(ca).startsWith("sha256:");
      new ClusterConnector(
              TestClusters.request(sandbox.kubeconfig(), Optional.empty(), Optional.of(ca)))
          .connect()
          .close();
      DeployctlException unsure =
          refusal(
              TestClusters.request(
                  kubeconfig, Optional.empty(), Optional.of(cluster.target().clusterId())));
      assertThat(unsure.diagnostics().get(0).hint().orElseThrow()).contains(ca);

      ApiFailure failure =
          catchThrowableOfType(ApiFailure.class, () -> visitor.list(configMaps, "cluster-it", ""));
      Diagnostic told = ApiFailures.diagnostic("listing ConfigMaps", failure);
      assertThat(told.code()).isEqualTo("forbidden");
      assertThat(told.summary())
          .contains("system:serviceaccount:cluster-it:visitor")
          .contains("may not list configmaps in namespace `cluster-it`");
    }
  }

  @Test
  void refusedTokenIsToldAsSuch() throws Exception {
    Path kubeconfig =
        Kubeconfigs.withUser(
            sandbox.kubeconfig(), Json.object().put("token", "nonsense"), directory);

    DeployctlException refused = refusal(TestClusters.request(kubeconfig));

    assertThat(refused.diagnostics().get(0).code()).isEqualTo("credentials-refused");
    assertThat(refused.diagnostics().toString()).doesNotContain("nonsense");
  }

  @Test
  void webhookThatDoesNotAnswerIsNamed() {
    ApiResource webhooks =
        cluster
            .resource("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration")
            .orElseThrow();
    cluster.create(webhooks, "", webhook());
    try {
      ApiFailure failure = Failures.await(() -> apply("through-webhook", "a", "1"));
      Diagnostic told = ApiFailures.diagnostic("applying ConfigMap", failure);
      assertThat(told.code()).isEqualTo("webhook-unreachable");
      assertThat(told.summary()).contains("`policy.example.com`");
    } finally {
      cluster.delete(webhooks, "", "cluster-it", NOW);
    }
  }

  private static DeployctlException refusal(ClusterRequest request) {
    return catchThrowableOfType(
        DeployctlException.class, () -> new ClusterConnector(request).connect().close());
  }

  private ObjectNode apply(String name, String key, String value) {
    return cluster.apply(configMaps, "cluster-it", name, configMap(name, key, value), AS_TEST);
  }

  private static Deletion guard(String uid, String version) {
    return new Deletion(
        Optional.ofNullable(uid), Optional.ofNullable(version), "Background", false);
  }

  private static ObjectNode configMap(String name, String key, String value) {
    ObjectNode object = named("v1", "ConfigMap", name);
    object.putObject("data").put(key, value);
    return object;
  }

  private static ObjectNode named(String apiVersion, String kind, String name) {
    ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }

  private static ObjectNode definition() {
    return json(
        """
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
         "metadata": {"name": "widgets.it.example.com"},
         "spec": {"group": "it.example.com", "scope": "Namespaced",
          "names": {"plural": "widgets", "singular": "widget", "kind": "Widget"},
          "versions": [{"name": "v1", "served": true, "storage": true,
           "schema": {"openAPIV3Schema": {"type": "object"}}}]}}
        """);
  }

  /** Only a label that no other test uses, so that those are left alone. */
  private static ObjectNode webhook() {
    return json(
        """
        {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
         "metadata": {"name": "cluster-it"},
         "webhooks": [{"name": "policy.example.com", "failurePolicy": "Fail", "sideEffects": "None",
          "timeoutSeconds": 1, "admissionReviewVersions": ["v1"],
          "clientConfig": {"url": "https://127.0.0.1:1/deny"},
          "matchConditions": [{"name": "one", "expression": "request.name == 'through-webhook'"}],
          "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["*"],
           "resources": ["configmaps"]}]}]}
        """);
  }

  private static ObjectNode json(String text) {
    return Json.parseObject(text.getBytes()).orElseThrow();
  }

  private String kubectl(String... arguments) throws Exception {
    return kubectlWith(sandbox.kubeconfig(), arguments);
  }

  private String kubectlWith(Path kubeconfig, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(sandbox.binaries().kubectl().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Waits until a call fails: the server takes a moment to know a new webhook. */
  private static final class Failures {
    static ApiFailure await(Runnable call) {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() < deadline) {
        try {
          call.run();
          Thread.sleep(50);
        } catch (ApiFailure failure) {
          return failure;
        } catch (InterruptedException stopped) {
          throw new AssertionError(stopped);
        }
      }
      throw new AssertionError("the call did not fail");
    }
  }
}
