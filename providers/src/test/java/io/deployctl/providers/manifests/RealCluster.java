package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.value.Leaf;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A namespace of a real API server for each test, and kubectl beside us. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealCluster {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static final String DEPLOYMENT =
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

  @TempDir Path directory;

  Kubectl kubectl;
  CountingCluster cluster;
  String namespace;
  TestEnvironment environment;

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

  TestEnvironment environment(String name) {
    return new TestEnvironment(directory.resolve(name), name, namespace, cluster);
  }

  String webhook() {
    return """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata: {name: NAMESPACE}
    webhooks:
      - name: slow.example.com
        admissionReviewVersions: [v1]
        sideEffects: None
        failurePolicy: Fail
        clientConfig: {url: "https://127.0.0.1:1/"}
        namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
        rules:
          - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: ["*"]}
    """
        .replace("NAMESPACE", namespace);
  }

  String number() {
    return namespace.substring("manifests-".length());
  }

  static List<String> changes(StepPlan plan) {
    return plan.effects().stream()
        .flatMap(effect -> effect.changes().stream())
        .map(c -> c.path() + ": " + shown(c.before()) + " -> " + shown(c.after()))
        .sorted()
        .toList();
  }

  static String shown(java.util.Optional<Leaf> leaf) {
    return leaf.map(
            value ->
                value instanceof Leaf.Literal literal
                    ? literal.data().map(Object::toString).orElse("null")
                    : value.toString())
        .orElse("");
  }

  List<String> managers(String kind, String name) throws Exception {
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

  List<String> ownerOfReplicas() {
    ApiResource resource = cluster.resource("apps/v1", "Deployment").orElseThrow();
    ObjectNode live = cluster.get(resource, namespace, "web").orElseThrow();
    return ManagedFields.of(live).entries().stream()
        .filter(entry -> entry.fields().contains(FieldPath.of("spec", "replicas")))
        .map(ManagedFields.Entry::manager)
        .toList();
  }

  List<String> names(String kind) throws Exception {
    String names =
        kubectl.run("-n", namespace, "get", kind, "-o", "jsonpath={.items[*].metadata.name}");
    return List.of(names.split(" "));
  }

  String label(String kind, String name) throws Exception {
    return get(kind, name, "{.metadata.labels['deployctl\\.io/env']}");
  }

  String get(String kind, String name, String path) throws Exception {
    return kubectl.run("-n", namespace, "get", kind, name, "-o", "jsonpath=" + path);
  }

  static String configMap(String name, String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: NAME
    data:
      DATA
    """
        .replace("NAME", name)
        .replace("DATA", data);
  }

  static String claim(String name, String annotation) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: NAME
      annotations: {ANNOTATION}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
    """
        .replace("NAME", name)
        .replace("ANNOTATION", annotation);
  }

  static String autoscaler() {
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

  static String widget(String group) {
    return "apiVersion: " + group + "/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 3}\n";
  }

  static String definition(String group) {
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
