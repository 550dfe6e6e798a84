package io.deployctl.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.json.Json;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Permission;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of a real API server. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesSourceIT {
  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", false);
  private static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);

  private RunningSandbox sandbox;
  private Cluster cluster;
  private KubernetesSource source;

  @BeforeAll
  void create(RunningSandbox shared) throws Exception {
    sandbox = shared;
    cluster = TestClusters.connect(sandbox.kubeconfig());
    cluster.create(
        NAMESPACES,
        "",
        object("{'apiVersion': 'v1', 'kind': 'Namespace', 'metadata': {'name': 'source-it'}}"));
    cluster.create(
        SECRETS,
        "source-it",
        object(
            "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'database.prod'},"
                + " 'stringData': {'password': 's3cret-é', 'tls.crt': 'a\\nb\\n'},"
                + " 'data': {'binary': '//79', 'empty': ''}}"));
    source = new KubernetesSource(() -> cluster, "source-it");
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void keysAreReadWithAndWithoutTheNamespace() {
    assertThat(source.read("database.prod#password").reveal()).isEqualTo("s3cret-é");
    assertThat(source.read("source-it/database.prod#tls.crt").reveal()).isEqualTo("a\nb");
    assertThat(
            new KubernetesSource(() -> cluster, "other").read("source-it/database.prod#password"))
        .isEqualTo(source.read("database.prod#password"));
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(problem("database.prod#pasword"))
        .isEqualTo(
            "can't read the secret kubernetes:database.prod#pasword: the Secret has no key"
                + " `pasword` | Did you mean `password`?");
    assertThat(problem("database.prod#elsewhere"))
        .endsWith("Its keys are: binary, empty, password, tls.crt");
    assertThat(problem("gone#a"))
        .contains("there is no Secret source-it/gone", "`kubectl -n source-it get secrets`");
    assertThat(problem("nowhere/gone#a")).contains("there is no Secret nowhere/gone");
  }

  @Test
  void valuesThatAreNoTextAreRefused() {
    assertThat(problem("database.prod#binary")).contains("it is not UTF-8 text");
    assertThat(problem("database.prod#empty")).contains("it is empty");
  }

  @Test
  void wrongReferencesAreRefused() {
    for (String wrong : new String[] {"", "a", "a#", "#b", "a/b/c#d", "A#b", "../a#b", "a#b c"}) {
      assertThat(problem(wrong)).contains("it names no key of a Secret | Write `kubernetes:");
      assertThat(source.needs(wrong)).isEmpty();
    }
  }

  @Test
  void accountThatMayNotReadItIsToldThePermission(@TempDir Path directory) throws Exception {
    Path kubeconfig = Files.createTempFile(directory, "account", ".kubeconfig");
    Files.copy(sandbox.kubeconfig(), kubeconfig, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    kubectl("create", "serviceaccount", "reader", "-n", "source-it");
    String token = kubectl("create", "token", "reader", "-n", "source-it").strip();
    String file = "--kubeconfig=" + kubeconfig;
    kubectl("config", "set-credentials", "reader", "--token=" + token, file);
    kubectl("config", "set-context", "--current", "--user=reader", file);

    try (Cluster reader = TestClusters.connect(kubeconfig)) {
      Diagnostic problem =
          TestSources.refusal(
              new KubernetesSource(() -> reader, "source-it"), "database.prod#password");
      assertThat(problem.code()).isEqualTo("forbidden");
      assertThat(problem.summary())
          .contains("reading Secret source-it/database.prod")
          .contains("`system:serviceaccount:source-it:reader` may not get secrets");
      assertThat(problem.hint().orElseThrow()).contains("deployctl rbac");
    }
  }

  @Test
  void needIsOneObjectAndOneVerbForThoseWhoReadValues() {
    assertThat(source.needs("database.prod#password"))
        .singleElement()
        .satisfies(
            need -> {
              assertThat(need.permission())
                  .isEqualTo(new Permission("get", "", "secrets", "source-it", "database.prod"));
              assertThat(need.duties()).containsOnly(Duty.PLAN, Duty.DRY_RUN, Duty.APPLY);
            });
    assertThat(source.needs("other/x#y").get(0).permission().namespace()).isEqualTo("other");
  }

  @Test
  void clusterThatIsNotTheTargetIsNotAsked() {
    DeployctlException wrong =
        DeployctlException.invalid(Diagnostic.error("wrong-cluster", "another cluster"));
    KubernetesSource refused =
        new KubernetesSource(
            () -> {
              throw wrong;
            },
            "source-it");

    assertThatThrownBy(() -> refused.read("database.prod#password")).isSameAs(wrong);
  }

  private String problem(String reference) {
    Diagnostic diagnostic = TestSources.refusal(source, reference);
    return diagnostic.summary() + " | " + diagnostic.hint().orElse("");
  }

  private String kubectl(String... arguments) throws Exception {
    java.util.List<String> command =
        new java.util.ArrayList<>(java.util.List.of(sandbox.binaries().kubectl().toString()));
    command.addAll(java.util.List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", sandbox.kubeconfig().toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static ObjectNode object(String json) throws Exception {
    JsonNode node = Json.mapper().readTree(json.replace('\'', '"'));
    return (ObjectNode) node;
  }
}
