package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Leaf;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The provider on a real API server, compared with what kubectl says. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsProviderIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: nginx:1.27
                env:
                  - {name: A, value: "1"}
                  - {name: B, value: "2"}
                ports: [{containerPort: 80}]
      """;

  @TempDir private Path directory;

  private Kubectl kubectl;
  private CountingCluster cluster;
  private String namespace;
  private TestEnvironment environment;

  @BeforeAll
  void connect(RunningSandbox sandbox) {
    cluster = new CountingCluster(TestClusters.connect(sandbox.kubeconfig()));
    kubectl = new Kubectl(sandbox.binaries().kubectl(), sandbox.kubeconfig());
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = "manifests-" + NUMBER.incrementAndGet();
    kubectl.run("create", "namespace", namespace);
    environment = environment("env-" + NUMBER.get());
  }

  private TestEnvironment environment(String name) {
    return new TestEnvironment(directory.resolve(name), name, namespace, cluster);
  }

  @Test
  void firstApplyCreatesAndTheSecondPlanIsEmptyWithoutADryRun() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    for (int i = 0; i < 6; i++) {
      environment.write("many-" + i + ".yaml", configMap("many-" + i, "a: '1'"));
    }

    StepPlan first = environment.apply();

    assertThat(first.effects()).hasSize(8).allMatch(effect -> effect.verb() == Verb.CREATE);
    assertThat(kubectl.run("-n", namespace, "get", "deployment", "web", "-o", "name"))
        .isEqualTo("deployment.apps/web");
    assertThat(label("deployment", "web")).isEqualTo(environment.identity().uuid());
    cluster.forgetCalls();
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(cluster.count("dry-run")).isZero();
    assertThat(cluster.count("list")).isLessThanOrEqualTo(2);
    assertThat(cluster.count("get")).isLessThanOrEqualTo(2);
    assertThat(environment.inventory().entries()).hasSize(8);
  }

  @Test
  void changedFieldIsShownAsKubectlWouldChangeIt() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    environment.write(
        "web.yaml", DEPLOYMENT.replace("nginx:1.27", "nginx:1.28").replace("\"2\"", "\"3\""));

    StepPlan plan = environment.plan();

    assertThat(plan.effects()).hasSize(1);
    assertThat(changes(plan))
        .containsExactly(
            "spec.template.spec.containers[web].env[B].value: 2 -> 3",
            "spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.template.spec.containers[0].image}"))
        .isEqualTo("nginx:1.28");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void fieldThatLeavesTheManifestLeavesTheObject() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'\n  b: '2'"));
    environment.apply();
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(changes(environment.plan())).containsExactly("data.b: 2 -> ");
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void removedManifestIsPrunedAndNothingElse() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "b: '1'"));
    environment.apply();
    kubectl.apply(namespace, configMap("stranger", "x: '1'"));
    environment.remove("b.yaml");

    environment.apply();

    assertThat(environment.acts()).endsWith("delete ConfigMap " + namespace + "/b");
    assertThat(names("configmap")).contains("a", "stranger").doesNotContain("b");
    assertThat(environment.inventory().entries()).hasSize(1);
  }

  @Test
  void protectedKindsAndKeptObjectsAreNotPruned() throws Exception {
    environment.write("claim.yaml", claim("data", ""));
    environment.write("free.yaml", claim("free", "deployctl.io/prune: allow"));
    environment.write(
        "kept.yaml",
        configMap("kept", "a: '1'")
            .replace("name: kept", "name: kept\n  annotations: {deployctl.io/keep: 'true'}"));
    environment.write("stays.yaml", configMap("stays", "a: '1'"));
    environment.apply();
    for (String file : List.of("claim.yaml", "free.yaml", "kept.yaml")) {
      environment.remove(file);
    }
    StepPlan plan = environment.plan();
    Planned.Ready prune =
        environment.ready(new Request.Prune(environment.inventory().unclaimed(plan.claims())));

    assertThat(TestEnvironment.words(prune.plan()))
        .containsExactly("delete PersistentVolumeClaim " + namespace + "/free");
    assertThat(prune.plan().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    assertThat(prune.notes())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "ConfigMap " + namespace + "/kept is kept: its annotation `deployctl.io/keep` says so",
            "PersistentVolumeClaim "
                + namespace
                + "/data is kept: a PersistentVolumeClaim is pruned only where it allows it");
  }

  @Test
  void prunedObjectThatWasMadeAgainBySomebodyIsLeftAlone() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "b: '1'"));
    environment.apply();
    kubectl.run("-n", namespace, "delete", "configmap", "b");
    kubectl.apply(namespace, configMap("b", "mine: '1'"));
    environment.remove("b.yaml");

    environment.apply();

    assertThat(get("configmap", "b", "{.data.mine}")).isEqualTo("1");
    assertThat(environment.inventory().entries()).hasSize(1);
  }

  @Test
  void objectOfKubectlIsTakenOverWithAllItsFields() throws Exception {
    kubectl.apply(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    StepPlan plan = environment.plan();

    assertThat(plan.effects().get(0).notes())
        .containsExactly("take over from kubectl-client-side-apply");
    assertThat(changes(plan))
        .containsExactly(
            "data.old: 2 -> ",
            "metadata.labels[deployctl.io/env]:  -> " + environment.identity().uuid());
    environment.apply();
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
    assertThat(get("configmap", "settings", "{.metadata.annotations}")).isEmpty();
    assertThat(managers("configmap", "settings")).containsExactly("deployctl:shop.env-" + number());
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void objectAppliedServerSideByKubectlIsTakenOver() throws Exception {
    kubectl.applyServerSide(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '3'"));

    assertThat(changes(environment.plan())).contains("data.a: 1 -> 3", "data.old: 2 -> ");
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"3\"}");
    assertThat(managers("configmap", "settings")).containsExactly("deployctl:shop.env-" + number());
  }

  @Test
  void objectOfSomebodyElseIsRefusedWithItsOwner() throws Exception {
    refused("argo", "annotations: {argocd.argoproj.io/tracking-id: 'shop:apps/Deployment:x/y'}");
    refused("flux", "labels: {kustomize.toolkit.fluxcd.io/name: shop}");
    refused(
        "helm",
        "labels: {app.kubernetes.io/managed-by: Helm}\n"
            + "  annotations: {meta.helm.sh/release-name: r, meta.helm.sh/release-namespace: ns}");
    refused("other", "labels: {deployctl.io/env: another}");

    assertThat(environment.refusal())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "ConfigMap " + namespace + "/argo belongs to Argo CD (application `shop`)",
            "ConfigMap " + namespace + "/flux belongs to Flux (Kustomization `shop`)",
            "ConfigMap " + namespace + "/helm belongs to Helm release `ns/r`",
            "ConfigMap " + namespace + "/other belongs to another environment (another)");
    assertThat(environment.refusal())
        .allMatch(d -> d.position().isPresent() && d.hint().isPresent());
  }

  private void refused(String name, String metadata) throws Exception {
    String manifest = configMap(name, "a: '1'");
    kubectl.apply(
        namespace, manifest.replace("name: " + name, "name: " + name + "\n  " + metadata));
    environment.write(name + ".yaml", manifest);
  }

  @Test
  void driftNamesWhoMovedTheField() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    kubectl.run(
        "-n", namespace, "patch", "configmap", "settings", "-p", "{\"data\":{\"a\":\"moved\"}}");

    StepPlan plan = environment.plan();

    assertThat(changes(plan)).containsExactly("data.a: moved -> 1");
    FieldChange change = plan.effects().get(0).changes().get(0);
    assertThat(change.movedBy().orElseThrow().manager()).isEqualTo("kubectl-patch");
    environment.apply();
    assertThat(get("configmap", "settings", "{.data.a}")).isEqualTo("1");
  }

  @Test
  void definitionAndItsObjectGoInOneStep() throws Exception {
    String group = "g" + number() + ".example.com";
    environment.write("a-widget.yaml", widget(group));
    environment.write("b-definition.yaml", definition(group));

    StepPlan plan = environment.plan();

    assertThat(TestEnvironment.words(plan))
        .containsExactlyInAnyOrder(
            "create CustomResourceDefinition widgets." + group,
            "create Widget " + namespace + "/one");
    assertThat(plan.deferred()).isEmpty();
    environment.apply();
    assertThat(environment.acts())
        .containsExactly(
            "create CustomResourceDefinition widgets." + group,
            "create Widget " + namespace + "/one");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void namespaceAndItsObjectsGoInOneStep() throws Exception {
    String other = namespace + "-new";
    environment.write(
        "x.yaml",
        configMap("settings", "a: '1'")
                .replace("name: settings", "name: settings\n  namespace: " + other)
            + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: "
            + other
            + "}\n");

    environment.apply();

    assertThat(environment.acts())
        .containsExactly("create Namespace " + other, "create ConfigMap " + other + "/settings");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void namespaceOfAnEarlierStepDefersTheStep() {
    environment.write(
        "x.yaml",
        configMap("settings", "a: '1'")
            .replace("name: settings", "name: settings\n  namespace: later"));
    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("no-namespace");
              assertThat(problem.position().orElseThrow()).hasToString("manifests/x.yaml:1:1");
            });
    environment.claimElsewhere(
        new io.deployctl.core.model.ResourceId("", "Namespace", "", "later"));

    StepPlan plan = environment.plan();

    assertThat(plan.deferred()).contains("an earlier step makes the namespace later");
    assertThat(TestEnvironment.words(plan)).containsExactly("create ConfigMap later/settings");
  }

  @Test
  void unknownKindNamesTheNearestAndRemovedVersionsTheirReplacement() {
    environment.write("a.yaml", DEPLOYMENT.replace("kind: Deployment", "kind: Deploymnt"));
    environment.write(
        "b.yaml", "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: x}\n");
    environment.write("c.yaml", "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: x}\n");

    List<Diagnostic> problems = environment.refusal();

    assertThat(problems).hasSize(3).allMatch(p -> p.code().equals("unknown-kind"));
    assertThat(problems.get(0).hint().orElseThrow()).contains("Did you mean `Deployment`");
    assertThat(problems.get(1).hint().orElseThrow()).contains("networking.k8s.io/v1");
    assertThat(problems.get(2).hint().orElseThrow()).contains("`batch/v1`");
  }

  @Test
  void immutableFieldIsRefusedUnlessTheObjectAllowsReplacement() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    String uid = get("deployment", "web", "{.metadata.uid}");
    String changed =
        DEPLOYMENT
            .replace("matchLabels: {app: web}", "matchLabels: {app: other}")
            .replace("labels: {app: web}", "labels: {app: other}");
    environment.write("web.yaml", changed);

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("immutable-field");
              assertThat(problem.summary()).contains("spec.selector");
            });
    environment.write(
        "web.yaml",
        changed.replace("{name: web}", "{name: web, annotations: {deployctl.io/replace: allow}}"));
    StepPlan plan = environment.apply();

    assertThat(plan.effects().get(0).verb()).isEqualTo(Verb.REPLACE);
    assertThat(changes(plan)).contains("spec.selector.matchLabels.app: web -> other");
    assertThat(get("deployment", "web", "{.metadata.uid}")).isNotEqualTo(uid);
  }

  @Test
  void changedJobIsAnotherOneAndACleanedUpOneIsNotRunAgain() throws Exception {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: migrate, image: "migrate:1"}]
        """;
    environment.write("job.yaml", job);
    environment.apply();
    String first = names("job").get(0);
    assertThat(first).matches("migrate-[0-9a-f]{8}");
    kubectl.run("-n", namespace, "delete", "job", first);
    assertThat(environment.plan().effects()).isEmpty();
    io.deployctl.core.release.Restoration release = environment.restoration();

    environment.write("job.yaml", job.replace("migrate:1", "migrate:2"));
    environment.apply();

    assertThat(names("job")).hasSize(1).doesNotContain(first);
    Planned.Ready back = environment.ready(new Request.Restore(release));
    assertThat(back.plan().effects()).isEmpty();
    assertThat(back.notes()).extracting(Diagnostic::code).containsExactly("job-not-repeated");
  }

  @Test
  void replicasAreHandedToTheAutoscalerWithoutEverChanging() throws Exception {
    environment.write("web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 3"));
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("3");
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    assertThat(environment.plan().effects()).isEmpty();

    kubectl.run("-n", namespace, "scale", "deployment", "web", "--replicas=7");
    assertThat(environment.plan().effects()).isEmpty();
    environment.write(
        "web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 3").replace("1.27", "1.28"));
    assertThat(changes(environment.plan()))
        .containsExactly("spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("7");
  }

  @Test
  void autoscalerThatComesLaterTakesTheReplicasOverAsTheyAre() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    assertThat(ownerOfReplicas()).containsExactly("deployctl:shop.env-" + number());
    environment.write("hpa.yaml", autoscaler());
    environment.write("web.yaml", DEPLOYMENT.replace("1.27", "1.28"));
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("2");
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    assertThat(get("deployment", "web", "{.metadata.generation}")).isEqualTo("2");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void secretValuesAreInNoEffect() throws Exception {
    String secret = "s3cr3t-Hunter2-value";
    environment.values(Map.of("password", TestEnvironment.secret(secret)));
    environment.write(
        "secret.tmpl.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: login}
        stringData:
          password: {{ password }}
          user: admin-user-name
        """);
    environment.write(
        "config.tmpl.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: url}\ndata:\n"
            + "  url: \"postgres://admin:{{ password }}@db\"\n  plain: visible\n");

    StepPlan plan = environment.apply();

    assertThat(plan.effects().toString())
        .doesNotContain(secret, "admin-user-name", "czNjcjN0", "YWRtaW4tdXNlci1uYW1l")
        .contains("visible");
    assertThat(plan.payload().keySet())
        .containsExactlyInAnyOrder("actions", "objects.sealed", "secrets." + namespace);
    assertThat(get("secret", "login", "{.data.user}")).isEqualTo("YWRtaW4tdXNlci1uYW1l");
    assertThat(environment.plan().effects()).isEmpty();

    environment.values(Map.of("password", TestEnvironment.secret("another-Secret-value")));
    StepPlan changed = environment.plan();
    assertThat(changed.effects()).hasSize(2);
    assertThat(changed.effects().toString()).doesNotContain(secret, "another-Secret-value");
    assertThat(changed.effects().get(0).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.before().orElseThrow()).isInstanceOf(Leaf.Sensitive.class);
              assertThat(change.after().orElseThrow()).isInstanceOf(Leaf.Sensitive.class);
              assertThat(change.before()).isNotEqualTo(change.after());
            });
  }

  @Test
  void earlierReleaseIsRestoredFromItsContentAlone() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    io.deployctl.core.release.Restoration release = environment.restoration();
    environment.write("config.yaml", configMap("settings", "a: '2'\n  b: '3'"));
    environment.write("web.yaml", DEPLOYMENT.replace("1.27", "broken"));
    environment.write("extra.yaml", configMap("extra", "a: '1'"));
    environment.apply();

    StepPlan back = environment.apply(new Request.Restore(release));

    assertThat(changes(back))
        .containsExactly(
            "data.a: 2 -> 1",
            "data.b: 3 -> ",
            "spec.template.spec.containers[web].image: nginx:broken -> nginx:1.27");
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
    assertThat(environment.inventory().unclaimed(back.claims()))
        .extracting(entry -> entry.id().name())
        .containsExactly("extra");
    assertThat(environment.ready(new Request.Restore(release)).plan().effects()).isEmpty();
  }

  @Test
  void objectThatMovedSinceThePlanIsLeftAlone() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    environment.write("config.yaml", configMap("settings", "a: '2'"));
    StepPlan plan = environment.plan();
    kubectl.run("-n", namespace, "delete", "configmap", "settings");
    kubectl.apply(namespace, configMap("settings", "mine: '1'"));

    assertThat(environment.execute(plan).diagnostics())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("moved"));
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"mine\":\"1\"}");
  }

  @Test
  void verifyTellsWhatIsLeftToDo() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    StepPlan plan = environment.plan();
    assertThat(environment.verify(plan)).extracting(Effect::verb).containsExactly(Verb.CREATE);
    environment.execute(plan);
    assertThat(environment.verify(plan)).isEmpty();
    kubectl.run(
        "-n", namespace, "patch", "configmap", "settings", "-p", "{\"data\":{\"a\":\"moved\"}}");

    assertThat(environment.verify(plan)).extracting(Effect::verb).containsExactly(Verb.UPDATE);
  }

  @Test
  void fieldOfAControllerIsRefusedWithItsName() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    kubectl.applyServerSideAs("some-operator", namespace, configMap("settings", "a: 'theirs'"));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("field-conflict");
              assertThat(problem.details()).containsExactly(".data.a is owned by some-operator");
            });
  }

  @Test
  void listsAreTheirItemsAndDuplicatesAnError() {
    environment.write(
        "list.yaml",
        """
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
          - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
        """);
    assertThat(TestEnvironment.words(environment.plan()))
        .containsExactly(
            "create ConfigMap " + namespace + "/a", "create ConfigMap " + namespace + "/b");
    environment.write("z.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.position().orElseThrow()).hasToString("manifests/z.yaml:1:1");
              assertThat(problem.details().get(0)).startsWith("first at manifests/list.yaml:5");
            });
  }

  @Test
  void invalidObjectIsFoundWhenPlanning() {
    environment.write("web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 2\n  replcas: 3"));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.toString()).contains("replcas");
              assertThat(problem.position().orElseThrow().file()).isEqualTo("manifests/web.yaml");
            });
  }

  private String number() {
    return namespace.substring("manifests-".length());
  }

  private static List<String> changes(StepPlan plan) {
    return plan.effects().stream()
        .flatMap(effect -> effect.changes().stream())
        .map(c -> c.path() + ": " + shown(c.before()) + " -> " + shown(c.after()))
        .sorted()
        .toList();
  }

  private static String shown(java.util.Optional<Leaf> leaf) {
    return leaf.map(
            value ->
                value instanceof Leaf.Literal literal
                    ? literal.data().map(Object::toString).orElse("null")
                    : value.toString())
        .orElse("");
  }

  private List<String> managers(String kind, String name) throws Exception {
    return List.of(
        kubectl
            .run(
                "-n",
                namespace,
                "get",
                kind,
                name,
                "--show-managed-fields",
                "-o",
                "jsonpath={.metadata.managedFields[*].manager}")
            .split(" "));
  }

  private List<String> ownerOfReplicas() {
    ApiResource resource = cluster.resource("apps/v1", "Deployment").orElseThrow();
    ObjectNode live = cluster.get(resource, namespace, "web").orElseThrow();
    return ManagedFields.of(live).entries().stream()
        .filter(entry -> entry.fields().contains(FieldPath.of("spec", "replicas")))
        .map(ManagedFields.Entry::manager)
        .toList();
  }

  private List<String> names(String kind) throws Exception {
    String names =
        kubectl.run("-n", namespace, "get", kind, "-o", "jsonpath={.items[*].metadata.name}");
    return List.of(names.split(" "));
  }

  private String label(String kind, String name) throws Exception {
    return get(kind, name, "{.metadata.labels['deployctl\\.io/env']}");
  }

  private String get(String kind, String name, String path) throws Exception {
    return kubectl.run("-n", namespace, "get", kind, name, "-o", "jsonpath=" + path);
  }

  private static String configMap(String name, String data) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "
        + name
        + "\ndata:\n  "
        + data
        + "\n";
  }

  private static String claim(String name, String annotation) {
    return "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: "
        + name
        + "\n  annotations: {"
        + annotation
        + "}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n";
  }

  private static String autoscaler() {
    return """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      minReplicas: 1
      maxReplicas: 9
      metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
    """;
  }

  private static String widget(String group) {
    return "apiVersion: " + group + "/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 3}\n";
  }

  private static String definition(String group) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: widgets.GROUP}
    spec:
      group: GROUP
      scope: Namespaced
      names: {kind: Widget, plural: widgets, singular: widget}
      versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, properties: {size: {type: integer}}}
    """
        .replace("GROUP", group);
  }
}
