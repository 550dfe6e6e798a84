package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What kubectl and Helm brought into a cluster becomes a project, and nothing changes by that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FromWhatRunsIT {
  private static final String PASSWORD = "correct-horse-battery";

  private Stage stage;

  @BeforeAll
  void raise() throws IOException {
    Path empty = Files.createTempDirectory("from-what-runs");
    stage = Stage.raise(empty, List.of());
    Files.delete(empty);
    Samples.write(stage);
    stage.kubectl("apply", "-f", file("widgets.yaml"));
    stage.kubectl("wait", "--for=condition=Established", "crd/widgets.example.com");
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  @Test
  void whatManyToolsMadeIsTakenOverWithoutAChange() throws IOException {
    fill("shop");
    String before = generations("shop");
    CommandResult init = init("shop", "--from-namespace", "shop").exited(0);
    assertThat(init.out())
        .contains("Secret shop/db", "made by `kube-controller-manager`", "for the ReplicaSet")
        .contains("manifests/workloads/deployment-api.yaml: the variable `API_TOKEN`");
    holdsNo("shop", PASSWORD);
    for (Path manifest : files("shop/manifests")) {
      stage.kubectl(
          "-n",
          "shop",
          "diff",
          "--server-side",
          "--force-conflicts",
          "--field-manager=reader",
          "-f",
          manifest.toString());
    }
    CommandResult plan = in("shop", Map.of(), "plan", "--detailed-exitcode").exited(0);
    assertThat(plan.out()).contains("take over").doesNotContain("to change", "to create");
    in("shop", Map.of(), "apply", "--auto-approve").exited(0);
    assertThat(generations("shop")).isEqualTo(before);
    assertThat(in("shop", Map.of(), "plan", "--detailed-exitcode").exited(0).out())
        .doesNotContain("take over");
    assertThat(in("shop", Map.of(), "drift").exited(0).out()).doesNotContain("to change");
  }

  @Test
  void manifestsAreWhatAPersonWouldHaveWritten() {
    fill("plain");
    init("plain", "--from-namespace", "plain").exited(0);
    assertThat(stage.read("plain/manifests/workloads/deployment-web.yaml"))
        .isEqualTo(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels:
                app: web
            spec:
              selector:
                matchLabels:
                  app: web
              template:
                metadata:
                  labels:
                    app: web
                spec:
                  containers:
                    - name: nginx
                      image: nginx:1.27
                      ports:
                        - containerPort: 80
            """);
    assertThat(stage.read("plain/manifests/workloads/statefulset-db.yaml"))
        .contains("replicas: 3", "terminationGracePeriodSeconds: 60")
        .doesNotContain("volumeMode", "phase:", "protocol", "updateStrategy");
    assertThat(stage.read("plain/manifests/network/service-api.yaml"))
        .doesNotContain("clusterIP", "sessionAffinity", "type:");
    assertThat(stage.read("plain/manifests/network/service-db.yaml")).contains("clusterIP: None");
    assertThat(stage.read("plain/manifests/configuration/configmap-settings.yaml"))
        .contains("country: \"no\"", "exponent: \"1e3\"", "octal: \"0123\"", "blob: AAECAwT/")
        .contains(
            "run.sh: |\n    #!/bin/sh\n    if true; then\n    \techo \"{{ $labels.x }} ${HOME}\"");
  }

  @Test
  void secretIsBroughtInWithATemplateAsTheGuideSays() {
    stage.kubectl("create", "namespace", "vault");
    stage.kubectl(
        "-n", "vault", "create", "secret", "generic", "db", "--from-literal=password=" + PASSWORD);
    stage.kubectl("-n", "vault", "create", "configmap", "a", "--from-literal=a=1");
    init("vault", "--from-namespace", "vault").exited(0);
    stage.write(
        "vault/environments/live.yaml", "database: {password: \"${secret:env:VAULT_PASSWORD}\"}\n");
    stage.write(
        "vault/manifests/configuration/secret-db.tmpl.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
        stringData:
          password: "{{ database.password }}"
        """);
    Map<String, String> right = Map.of("VAULT_PASSWORD", PASSWORD);
    assertThat(in("vault", right, "plan", "--detailed-exitcode").exited(0).out())
        .contains("Secret vault/db", "2 to take over");
    Map<String, String> wrong = Map.of("VAULT_PASSWORD", PASSWORD + "!");
    assertThat(in("vault", wrong, "plan", "--detailed-exitcode").exited(3).out())
        .contains("data.password", "secret changed");
  }

  @Test
  void objectsOfAProgramOfOnesOwnAreTakenWhereItIsNamed() {
    stage.kubectl("create", "namespace", "pipeline");
    stage.kubectl(
        "-n",
        "pipeline",
        "apply",
        "--server-side",
        "--field-manager=ci",
        "-f",
        file("widget.yaml"));
    assertThat(init("pipeline", "--from-namespace", "pipeline").exited(1).err())
        .contains("made by `ci`");
    assertThat(
            init("pipeline", "--from-namespace", "pipeline", "--from-manager", "ci")
                .exited(0)
                .out())
        .contains("deployctl adopt --from-manager ci");
    in("pipeline", Map.of(), "adopt", "--from-manager", "ci", "--auto-approve").exited(0);
    assertThat(in("pipeline", Map.of(), "plan", "--detailed-exitcode").exited(0).out())
        .doesNotContain("take over");
  }

  @Test
  void kindsThatMayNotBeListedAreNamed() throws IOException {
    stage.kubectl("create", "namespace", "partly");
    stage.kubectl("-n", "partly", "create", "configmap", "a", "--from-literal=a=1");
    Path limited = limited("partly");
    CommandResult init =
        initWith(Map.of("KUBECONFIG", limited.toString()), "partly", "--from-namespace", "partly")
            .exited(0);
    assertThat(init.out()).contains("1 ConfigMap", "Not read:", "Secret (forbidden)");
  }

  @Test
  void helmReleaseBecomesAStepWithItsChart() throws IOException {
    stage.kubectl("create", "namespace", "store");
    stage.helm(
        "-n",
        "store",
        "install",
        "front",
        file("chart"),
        "--set",
        "auth.password=" + PASSWORD,
        "--set",
        "replicas=2",
        "--set",
        "users[0].name=kim",
        "--set",
        "users[0].token=" + PASSWORD + "-2");
    CommandResult init = init("store", "--from-helm", "store/front").exited(0);
    assertThat(init.out()).contains("FRONT_AUTH_PASSWORD", "FRONT_USERS_0_TOKEN", "`cache` 0.3.0");
    holdsNo("store", PASSWORD);
    holdsNo("store", "k-of-the-cache");
    assertThat(in("store", Map.of(), "plan").exit()).isEqualTo(2);
    Map<String, String> secrets =
        Map.of(
            "FRONT_AUTH_PASSWORD",
            PASSWORD,
            "FRONT_USERS_0_TOKEN",
            PASSWORD + "-2",
            "FRONT_CACHE_RENDERED_SECRETS_FRONT_CACHE_KEY",
            "k-of-the-cache");
    CommandResult plan = in("store", secrets, "plan", "--detailed-exitcode").exited(0);
    assertThat(plan.out()).contains("take over from helm").doesNotContain("to change");
    String manifest = stage.helm("-n", "store", "get", "manifest", "front");
    in("store", secrets, "apply", "--auto-approve").exited(0);
    assertThat(stage.helm("-n", "store", "get", "manifest", "front")).isEqualTo(manifest);
    assertThat(stage.helm("-n", "store", "history", "front")).doesNotContain("\n2 ");
    in("store", secrets, "plan", "--detailed-exitcode").exited(0);
    stage.replace("store/helm/front-values.yaml", "replicas: 2", "replicas: 1");
    assertThat(in("store", secrets, "plan", "--detailed-exitcode").exited(3).out())
        .contains("spec.replicas  2 → 1");
  }

  @Test
  void releasesOfANamespaceComeWithIt() {
    stage.kubectl("create", "namespace", "mixed");
    stage.kubectl("-n", "mixed", "create", "configmap", "own", "--from-literal=a=1");
    stage.helm("-n", "mixed", "install", "lib", file("library-chart"));
    assertThatThrownBy(
            () ->
                stage.helm(
                    "-n",
                    "mixed",
                    "install",
                    "stuck",
                    file("library-chart"),
                    "--set",
                    "name=No_Name"))
        .hasMessageContaining("No_Name");
    CommandResult init = init("mixed", "--from-namespace", "mixed").exited(0);
    assertThat(init.out())
        .contains(
            "Helm release mixed/lib",
            "`words.labels`",
            "release mixed/stuck is failed at revision 1");
    CommandResult plan = in("mixed", Map.of(), "plan", "--detailed-exitcode").exited(0);
    assertThat(plan.out()).contains("2 to take over").doesNotContain("to change");
  }

  @Test
  void severalNamespacesMakeOneProject() {
    stage.kubectl("create", "namespace", "one");
    stage.kubectl("create", "namespace", "two");
    stage.kubectl("-n", "one", "create", "configmap", "same", "--from-literal=a=1");
    stage.kubectl("-n", "two", "create", "configmap", "same", "--from-literal=a=2");
    init("both", "--from-namespace", "one", "--from-namespace", "two", "--project", "pair")
        .exited(0);
    assertThat(stage.read("both/deployctl.yaml")).contains("project: pair", "two-configuration");
    assertThat(stage.read("both/manifests/two-configuration/configmap-same.yaml"))
        .contains("namespace: two");
    in("both", Map.of(), "plan", "--detailed-exitcode").exited(0);
  }

  @Test
  void whatCanNotBeMeantIsRefusedAndNothingIsWritten() {
    assertThat(init("none", "--from-namespace", "kube-sistem").exited(2).err())
        .contains("`kube-sistem`", "`kube-system`");
    assertThat(init("none", "--from-helm", "default/nothing").exited(2).err())
        .contains("`nothing`", "helm list");
    assertThat(init("none", "--from-helm", "nothing").exited(2).err()).contains("namespace");
    stage.kubectl("create", "namespace", "bare");
    assertThat(init("none", "--from-namespace", "bare").exited(1).err())
        .contains("nothing to write", "made with every namespace");
    assertThat(Files.exists(stage.project().resolve("none"))).isFalse();
    stage.kubectl("-n", "bare", "create", "configmap", "a", "--from-literal=a=1");
    stage.write("taken/manifests/other.yaml", "kind: Other\n");
    assertThat(init("taken", "--from-namespace", "bare").exited(2).err())
        .contains("manifests", "nothing was written");
    assertThat(Files.exists(stage.project().resolve("taken/deployctl.yaml"))).isFalse();
  }

  @Test
  void programsGetWhatWasWrittenAndLeftAsJson() {
    stage.kubectl("create", "namespace", "machine");
    stage.kubectl("-n", "machine", "create", "configmap", "a", "--from-literal=a=1");
    CommandResult init = init("machine", "--from-namespace", "machine", "-o", "json").exited(0);
    assertThat(init.out())
        .contains("\"schema\" : \"deployctl/init/v1\"", "\"left\"", "ConfigMap machine/kube-root");
  }

  /** Brings in what the tools of people make, each in its own way. */
  private void fill(String namespace) {
    stage.kubectl("create", "namespace", namespace);
    stage.kubectl(
        "-n",
        namespace,
        "create",
        "secret",
        "generic",
        "db",
        "--from-literal=password=" + PASSWORD);
    stage.kubectl("-n", namespace, "apply", "-f", file("client-side.yaml"));
    stage.kubectl("-n", namespace, "apply", "--server-side", "-f", file("server-side.yaml"));
    make(namespace, Samples.COMMANDS.stream());
    for (String workload : List.of("deployment/api", "deployment/web", "statefulset/db")) {
      stage.kubectl("-n", namespace, "rollout", "status", workload, "--timeout=120s");
    }
  }

  private void make(String namespace, Stream<String> commands) {
    commands.forEach(
        line -> {
          List<String> words = new ArrayList<>(List.of("-n", namespace));
          words.addAll(List.of(line.split(" ")));
          stage.kubectl(words.toArray(String[]::new));
        });
  }

  /**
   * Tells what would be another if an object's content were. Of a Deployment that is its rollout:
   * annotations count for its generation too, and the one of {@code kubectl apply} goes away.
   */
  private String generations(String namespace) {
    String rollouts =
        stage.kubectl(
            "-n",
            namespace,
            "get",
            "deployment",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name}:"
                + " {.metadata.annotations.deployment\\.kubernetes\\.io/revision},"
                + " {.spec.replicas}{\"\\n\"}{end}");
    return rollouts
        + stage.kubectl(
            "-n",
            namespace,
            "get",
            "statefulset,cronjob,hpa,ingress",
            "-o",
            "jsonpath={range .items[*]}{.kind}/{.metadata.name}: {.metadata.generation},"
                + " {.spec.replicas}{\"\\n\"}{end}");
  }

  /** Makes a user who may only list ConfigMaps in the namespace, and returns his kubeconfig. */
  private Path limited(String namespace) throws IOException {
    stage.kubectl("-n", namespace, "create", "serviceaccount", "guest");
    stage.kubectl(
        "-n", namespace, "create", "role", "guest", "--verb=list,get", "--resource=configmaps");
    stage.kubectl(
        "-n",
        namespace,
        "create",
        "rolebinding",
        "guest",
        "--role=guest",
        "--serviceaccount=" + namespace + ":guest");
    String token = stage.kubectl("-n", namespace, "create", "token", "guest").strip();
    Path file = stage.home().resolve(namespace + ".yaml");
    Files.copy(Path.of(stage.environment().get("KUBECONFIG")), file);
    String option = "--kubeconfig=" + file;
    stage.kubectl(option, "config", "unset", "users");
    stage.kubectl(option, "config", "set-credentials", "guest", "--token=" + token);
    stage.kubectl(option, "config", "set-context", stage.context(), "--user=guest");
    return file;
  }

  private CommandResult init(String directory, String... arguments) {
    return initWith(Map.of(), directory, arguments);
  }

  private CommandResult initWith(Map<String, String> more, String directory, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-C", directory, "init"));
    all.addAll(List.of(arguments));
    return stage.runWith(more, all.toArray(String[]::new));
  }

  private CommandResult in(String directory, Map<String, String> more, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-C", directory));
    all.addAll(List.of(arguments));
    return stage.runWith(more, all.toArray(String[]::new));
  }

  private String file(String name) {
    return stage.project().resolve(name).toString();
  }

  private List<Path> files(String directory) throws IOException {
    try (Stream<Path> found = Files.walk(stage.project().resolve(directory))) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void holdsNo(String directory, String secret) throws IOException {
    String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    for (Path file : files(directory)) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret, base64);
    }
  }
}
