package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.fixtures.WrappedPrograms;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.sandbox.Binaries;
import io.deployctl.providers.sandbox.BinarySet;
import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of credentials on a real API server: for deployctl itself, and for kubectl, helm and
 * terraform with the kubeconfig that they get from it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsIT {
  private static final String USER = "credentials-it";

  @TempDir private static Path directory;

  private RunningSandbox sandbox;
  private Cluster admin;
  private Access access;
  private ClientAuthority.Pair certificate;
  private String token;

  @BeforeAll
  void raise() throws Exception {
    Path own = Files.createDirectories(directory.resolve("authority"));
    ClientAuthority authority = new ClientAuthority(own);
    certificate = authority.sign("certified");
    SandboxHome users = SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home")));
    BinarySet real = Binaries.expected(users);
    Path programs = directory.resolve("programs");
    WrappedPrograms.make(
        real.directory(),
        programs.resolve(real.kubernetes()),
        "kube-apiserver",
        List.of("--client-ca-file=" + authority.certificate()));
    SandboxHome home = new SandboxHome(directory.resolve("sandboxes"), programs);
    sandbox = Sandboxes.up(SandboxSpec.named(USER, home, System.getenv()).withNodes(1));
    admin = TestClusters.connect(sandbox.kubeconfig());
    access =
        new AccessResolver(
                TestClusters.request(sandbox.kubeconfig()), new InCluster(Map.of(), directory))
            .resolve();
    kubectl(sandbox.kubeconfig(), "create", "serviceaccount", USER);
    kubectl(
        sandbox.kubeconfig(),
        "create",
        "clusterrolebinding",
        USER,
        "--clusterrole=cluster-admin",
        "--serviceaccount=default:" + USER,
        "--user=certified");
    token = newToken();
  }

  @AfterAll
  void close() {
    admin.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "token-file",
        "certificate",
        "plugin-v1",
        "plugin-v1beta1",
        "plugin-certificate",
        "pod"
      })
  void credentialsServeDeployctlAndItsTools(String kind) throws Exception {
    String name = kind.contains("certificate") ? "certified" : "serviceaccount:default:" + USER;
    try (Cluster cluster = connector(kind).connect()) {
      assertThat(cluster.target().clusterId()).isEqualTo(admin.target().clusterId());
      Path tools = Files.createDirectory(directory.resolve("tools-" + kind));
      Map<String, String> variables = ChildKubeconfig.variables(() -> cluster, tools, "default");
      Path file = Path.of(variables.get("KUBECONFIG"));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(run(variables, sandbox.binaries().kubectl().toString(), "auth", "whoami"))
          .contains(name);
      assertThat(run(variables, sandbox.binaries().helm().toString(), "list", "-A"))
          .contains("NAMESPACE");
      terraform(variables, tools, "by-" + kind);
    }
    ApiResource maps = admin.resource("v1", "ConfigMap").orElseThrow();
    assertThat(admin.get(maps, "default", "by-" + kind)).isPresent();
  }

  @Test
  void tokenThatSomebodyReplacedIsReadAgainWhenItIsRefused() throws Exception {
    kubectl(sandbox.kubeconfig(), "create", "serviceaccount", "short-lived");
    kubectl(
        sandbox.kubeconfig(),
        "create",
        "clusterrolebinding",
        "short-lived",
        "--clusterrole=cluster-admin",
        "--serviceaccount=default:short-lived");
    Path file = Files.writeString(directory.resolve("renewed-token"), shortLived());
    Path kubeconfig = kubeconfig(Json.object().put("token", shortLived()));
    ApiResource namespaces = new ApiResource("v1", "Namespace", "namespaces", false);
    try (Cluster byFile =
            TestClusters.connect(kubeconfig(Json.object().put("tokenFile", file.toString())));
        Cluster byKubeconfig = TestClusters.connect(kubeconfig)) {
      kubectl(sandbox.kubeconfig(), "delete", "serviceaccount", "short-lived");
      kubectl(sandbox.kubeconfig(), "create", "serviceaccount", "short-lived");
      ApiFailure refused = refusal(byKubeconfig, namespaces);
      assertThat(ApiFailures.diagnostic("looking", refused).code())
          .isEqualTo("credentials-refused");

      Files.writeString(file, shortLived());
      Files.copy(
          kubeconfig(Json.object().put("token", shortLived())),
          kubeconfig,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      assertThat(byFile.get(namespaces, "", "default")).isPresent();
      assertThat(byKubeconfig.get(namespaces, "", "default")).isPresent();
    }
  }

  @Test
  void failingPluginShowsWhatItSaidAndHowToInstallIt() throws Exception {
    Path script = script("failing", "echo 'the session is over: log in' >&2; exit 3");
    ObjectNode user = plugin(script, "v1");
    assertThat(refused(user).toString())
        .contains("failed with exit code 3", "the session is over: log in");

    ObjectNode missing = plugin(directory.resolve("not-there"), "v1");
    ((ObjectNode) missing.path("exec")).put("installHint", "get it from the platform team");
    assertThat(refused(missing).toString())
        .contains("is not installed", "get it from the platform team");

    ObjectNode asking = plugin(script, "v1");
    ((ObjectNode) asking.path("exec")).put("interactiveMode", "Always");
    assertThat(refused(asking).toString()).contains("credential-plugin-interactive");
    assertThat(refused(plugin(script, "v1alpha1")).toString()).contains("which is not known");
    assertThat(refused(Json.object().put("username", "a").put("password", "b")).toString())
        .contains("unsupported-kubeconfig");
  }

  @Test
  void serverIsReachedThroughEveryKindOfProxy() throws Exception {
    for (String scheme :
        List.of("http://", "http://user:pass%40word@", "socks5://", "socks5://u:p@")) {
      try (ForwardingProxy proxy = new ForwardingProxy()) {
        ObjectNode cluster = access.cluster().deepCopy();
        cluster.put("proxy-url", scheme + "127.0.0.1:" + proxy.port());
        try (Cluster reached = connect(cluster, Map.of())) {
          assertThat(reached.target().clusterId()).isEqualTo(admin.target().clusterId());
        }
        assertThat(proxy.targets()).as(scheme).contains(URI.create(access.server()).getAuthority());
        assertThat(proxy.users()).containsAll(proxy.expected(scheme));
      }
    }
  }

  @Test
  void proxyOfTheEnvironmentIsUsedUnlessTheServerIsExempt() throws Exception {
    try (ForwardingProxy proxy = new ForwardingProxy()) {
      ObjectNode cluster = access.cluster().deepCopy();
      String server = access.server().replace("127.0.0.1", "kubernetes.default.svc");
      cluster.put("server", server);
      Map<String, String> variables = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
      try (Cluster reached = connect(cluster, variables)) {
        assertThat(reached.target().clusterId()).isEqualTo(admin.target().clusterId());
      }
      assertThat(proxy.targets()).contains(URI.create(server).getAuthority());
    }
  }

  @Test
  void certificateIsCheckedForTheNameThatTheKubeconfigSays() throws Exception {
    ObjectNode cluster = access.cluster().deepCopy();
    cluster.put("tls-server-name", "kubernetes.default.svc");
    try (Cluster reached = connect(cluster, Map.of())) {
      assertThat(reached.target().server()).isEqualTo(access.server());
      assertThat(reached.raw("/readyz")).isEqualTo("ok");
    }
    cluster.put("tls-server-name", "elsewhere.example.com");
    assertThat(refused(cluster, Map.of(), false)).contains("cluster-untrusted");
  }

  @Test
  void serverThatNobodyChecksIsWarnedOfAndRefusedForProtectedEnvironments() throws Exception {
    ObjectNode cluster = Json.object().put("server", access.server());
    assertThat(refused(cluster, Map.of(), false)).contains("cluster-untrusted");
    cluster.put("insecure-skip-tls-verify", true);
    ApiWarnings warnings = new ApiWarnings();

    new ClusterConnector(request(write(cluster), Map.of(), warnings, false)).connect().close();

    assertThat(warnings.take().toString()).contains("certificate is not checked");
    assertThat(refused(cluster, Map.of(), true)).contains("insecure-cluster");
  }

  private ClusterConnector connector(String kind) throws Exception {
    if (kind.equals("pod")) {
      Path mount = Files.createDirectories(directory.resolve("mount"));
      Files.writeString(mount.resolve("token"), token);
      Files.write(
          mount.resolve("ca.crt"),
          Base64.getDecoder().decode(access.cluster().path("certificate-authority-data").asText()));
      Files.writeString(mount.resolve("namespace"), "default");
      URI server = URI.create(access.server());
      Map<String, String> variables =
          Map.of(
              "KUBERNETES_SERVICE_HOST",
              server.getHost(),
              "KUBERNETES_SERVICE_PORT",
              Integer.toString(server.getPort()),
              "KUBECONFIG",
              directory.resolve("none").toString());
      ClusterRequest request = request(directory.resolve("none"), variables, w -> {}, true);
      return new ClusterConnector(request, mount, Clock.systemUTC());
    }
    return new ClusterConnector(request(kubeconfig(user(kind)), Map.of(), w -> {}, true));
  }

  private ObjectNode user(String kind) throws Exception {
    return switch (kind) {
      case "token" -> Json.object().put("token", token);
      case "token-file" ->
          Json.object()
              .put(
                  "tokenFile",
                  Files.writeString(directory.resolve("token-file"), token).toString());
      case "certificate" ->
          Json.object()
              .put("client-certificate-data", base64(certificate.certificate()))
              .put("client-key-data", base64(certificate.key()));
      case "plugin-certificate" ->
          plugin(
              answering(
                  kind,
                  "v1",
                  Json.object()
                      .put("clientCertificateData", certificate.certificate())
                      .put("clientKeyData", certificate.key())),
              "v1");
      default -> {
        String version = kind.substring("plugin-".length());
        ObjectNode status = Json.object().put("token", token);
        status.put("expirationTimestamp", "2100-01-01T00:00:00Z");
        yield plugin(answering(kind, version, status), version);
      }
    };
  }

  private Path answering(String name, String version, ObjectNode status) throws Exception {
    ObjectNode answer = Json.object().put("kind", "ExecCredential");
    answer.put("apiVersion", "client.authentication.k8s.io/" + version).set("status", status);
    Path file = Files.writeString(directory.resolve(name + ".json"), Json.write(answer));
    return script(name, "test -n \"$KUBERNETES_EXEC_INFO\" && cat '" + file + "'");
  }

  private static Path script(String name, String text) throws Exception {
    Path script = Files.writeString(directory.resolve(name + ".sh"), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static ObjectNode plugin(Path program, String version) {
    ObjectNode user = Json.object();
    user.putObject("exec")
        .put("apiVersion", "client.authentication.k8s.io/" + version)
        .put("command", program.toString())
        .put("interactiveMode", "IfAvailable");
    return user;
  }

  /** Returns a kubeconfig for the server, whose own current context leads elsewhere. */
  private Path kubeconfig(ObjectNode user) throws Exception {
    return Kubeconfigs.withUser(sandbox.kubeconfig(), user, directory);
  }

  private Path write(ObjectNode cluster) throws Exception {
    Access other =
        new Access(
            access.context(),
            cluster.path("server").asText(),
            "",
            cluster,
            Json.object().put("token", token),
            access.origin());
    return KubeconfigWriter.write(
        other, Files.createTempDirectory(directory, "cluster"), "default");
  }

  private Cluster connect(ObjectNode cluster, Map<String, String> variables) throws Exception {
    return new ClusterConnector(request(write(cluster), variables, w -> {}, true)).connect();
  }

  private static ClusterRequest request(
      Path kubeconfig,
      Map<String, String> more,
      java.util.function.Consumer<ApiWarning> warnings,
      boolean strict) {
    Map<String, String> variables = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    variables.put("KUBECONFIG", kubeconfig.toString());
    variables.putAll(more);
    return new ClusterRequest(
        variables,
        directory,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Duration.ofSeconds(20),
        new CommonsExecProcessRunner(variables),
        warnings,
        strict);
  }

  private String refused(ObjectNode cluster, Map<String, String> variables, boolean strict)
      throws Exception {
    ClusterRequest request = request(write(cluster), variables, w -> {}, strict);
    return catchThrowableOfType(
            DeployctlException.class, () -> new ClusterConnector(request).connect().close())
        .diagnostics()
        .toString();
  }

  private List<?> refused(ObjectNode user) throws Exception {
    ClusterRequest request = request(kubeconfig(user), Map.of(), w -> {}, false);
    return catchThrowableOfType(
            DeployctlException.class, () -> new ClusterConnector(request).connect().close())
        .diagnostics();
  }

  /** Waits until the server has noticed that the account is gone. */
  private static ApiFailure refusal(Cluster cluster, ApiResource kind) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        cluster.get(kind, "", "default");
        Thread.sleep(200);
      } catch (ApiFailure failure) {
        return failure;
      }
    }
    throw new AssertionError("the old token was never refused");
  }

  private void terraform(Map<String, String> variables, Path tools, String name) throws Exception {
    Path root = Files.createDirectory(tools.resolve("root"));
    Files.writeString(
        root.resolve("main.tf"),
        """
        resource "terraform_data" "map" {
          provisioner "local-exec" { command = "%s create configmap %s" }
        }
        """
            .formatted(sandbox.binaries().kubectl(), name));
    String terraform = "terraform";
    run(variables, terraform, "-chdir=" + root, "init", "-no-color");
    run(variables, terraform, "-chdir=" + root, "apply", "-auto-approve", "-no-color");
  }

  private String newToken() throws Exception {
    return kubectl(sandbox.kubeconfig(), "create", "token", USER);
  }

  private String shortLived() throws Exception {
    return kubectl(sandbox.kubeconfig(), "create", "token", "short-lived");
  }

  private String kubectl(Path kubeconfig, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(sandbox.binaries().kubectl().toString()));
    command.addAll(List.of(arguments));
    return run(Map.of("KUBECONFIG", kubeconfig.toString()), command.toArray(String[]::new));
  }

  private static String run(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}
