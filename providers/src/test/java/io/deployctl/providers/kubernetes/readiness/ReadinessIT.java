package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readiness on a real control plane, beside what kubectl says of the same objects. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ReadinessIT {
  private static final String SPACE = "readiness-it";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RunningSandbox sandbox;
  private Cluster cluster;

  @BeforeAll
  void connect(RunningSandbox running) throws Exception {
    sandbox = running;
    cluster = TestClusters.connect(sandbox.kubeconfig());
    kubectl("", "create", "namespace", SPACE);
  }

  @AfterAll
  void close() throws Exception {
    kubectl("", "delete", "namespace", SPACE, "--wait=false");
    cluster.close();
  }

  @Test
  void rolloutIsThroughWhenKubectlSaysSo() throws Exception {
    apply(deployment("api", "shop/api:1", ""));
    assertThat(await("apps", "Deployment", "api")).isEmpty();
    assertThat(kubectl("", "rollout", "status", "deployment/api", "--watch=false"))
        .contains("successfully rolled out");
    assertThat(awaitCondition("apps", "Deployment", "api", "available")).isEmpty();
    assertThat(kubectl("", "wait", "--for=condition=available", "deployment/api", "--timeout=1s"))
        .contains("condition met");

    apply(deployment("api", "shop/api:2-broken", ""));
    assertThat(await("apps", "Deployment", "api"))
        .matches(
            """
            (?s)image-pull: Deployment readiness-it/api: image `shop/api:2-broken` of container main in pod api-\\S+ can't be pulled
              (ErrImagePull|ImagePullBackOff): .*not found
            .*hint: see whether the image's name and tag exist, and whether the cluster may pull it
            """);
    assertThat(kubectl("", "rollout", "status", "deployment/api", "--watch=false"))
        .contains("Waiting for deployment");

    apply(deployment("api", "shop/api:3", ""));
    assertThat(await("apps", "Deployment", "api")).isEmpty();
    assertThat(kubectl("", "rollout", "status", "deployment/api", "--watch=false"))
        .contains("successfully rolled out");
  }

  @Test
  void crashLoopIsToldWithItsExitCode() throws Exception {
    apply(deployment("crashing", "shop/api:1", "deployctl.io/simulate: crash-loop"));
    assertThat(await("apps", "Deployment", "crashing"))
        .startsWith("crash-loop: Deployment readiness-it/crashing: container main in pod crashing-")
        .contains(" ends again and again\n  exit code 1, ");
  }

  @Test
  void podThatNeverBecomesReadyIsToldByItsProbeAtTheTimeout() throws Exception {
    apply(deployment("unready", "shop/api:1", "deployctl.io/simulate: unready"));
    assertThat(await(Duration.ofSeconds(8), "apps", "Deployment", "unready"))
        .startsWith(
            "probe-failing: Deployment readiness-it/unready: container main in pod unready-")
        .contains(
            "  event Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503\n")
        .contains("  not ready after 8.0s: 0 of 1 replicas available\n");
  }

  @Test
  void podThatFitsNowhereIsTold() throws Exception {
    apply(
        deployment("homeless", "shop/api:1", "")
            .replace("containers:", "nodeSelector: {disk: none}\n      containers:"));
    assertThat(await("apps", "Deployment", "homeless"))
        .startsWith("unschedulable: Deployment readiness-it/homeless: pod homeless-")
        .contains("nodes are available: ");
  }

  @Test
  void quotaAndPodSecurityAreTold() throws Exception {
    String limited = SPACE + "-limited";
    kubectl("", "create", "namespace", limited);
    try {
      apply(
          """
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: none, namespace: %s}
          spec: {hard: {pods: "0"}}
          """
              .formatted(limited));
      apply(deployment("refused", "shop/api:1", "").replace(SPACE, limited));
      assertThat(await(PATIENCE, List.of(new ResourceId("apps", "Deployment", limited, "refused"))))
          .startsWith("quota-exceeded: Deployment " + limited + "/refused: its pods can't be")
          .contains("exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0\n");
    } finally {
      kubectl("", "delete", "namespace", limited, "--wait=false");
    }
    String strict = SPACE + "-strict";
    kubectl("", "create", "namespace", strict);
    try {
      kubectl("", "label", "namespace", strict, "pod-security.kubernetes.io/enforce=restricted");
      apply(deployment("refused", "shop/api:1", "").replace(SPACE, strict));
      assertThat(await(PATIENCE, List.of(new ResourceId("apps", "Deployment", strict, "refused"))))
          .startsWith("admission-denied: Deployment " + strict + "/refused: the API server refuses")
          .contains("violates PodSecurity \"restricted:latest\": ");
    } finally {
      kubectl("", "delete", "namespace", strict, "--wait=false");
    }
  }

  @Test
  void statefulSetWithItsClaimsAndDaemonSetAreReadyWhenKubectlSaysSo() throws Exception {
    apply(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: readiness-it}
        spec:
          replicas: 2
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers:
              - {name: main, image: 'shop/db:1', volumeMounts: [{name: data, mountPath: /data}]}
          volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: readiness-it}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec: {containers: [{name: main, image: 'shop/agent:1'}]}
        """);
    assertThat(await("apps", "StatefulSet", "db")).isEmpty();
    assertThat(await("apps", "DaemonSet", "agent")).isEmpty();
    assertThat(await("", "PersistentVolumeClaim", "data-db-1")).isEmpty();
    assertThat(kubectl("", "rollout", "status", "statefulset/db", "--watch=false"))
        .contains("roll out complete: 2 new pods");
    assertThat(kubectl("", "rollout", "status", "daemonset/agent", "--watch=false"))
        .contains("successfully rolled out");

    kubectl("", "set", "image", "statefulset/db", "main=shop/db:2-missing");
    assertThat(await("apps", "StatefulSet", "db"))
        .startsWith("image-pull: StatefulSet readiness-it/db: image `shop/db:2-missing` of")
        .contains("in pod db-1 can't be pulled");
    kubectl("", "set", "image", "statefulset/db", "main=shop/db:3");
    assertThat(await("apps", "StatefulSet", "db"))
        .startsWith(
            "old-pod-blocks: StatefulSet readiness-it/db: pod db-1 of the earlier revision");
    kubectl("", "delete", "pod", "db-1", "--wait=false");
    assertThat(await("apps", "StatefulSet", "db")).isEmpty();
  }

  @Test
  void claimOfAStorageClassThatIsNotThereIsTold() throws Exception {
    apply(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: lost, namespace: readiness-it}
        spec:
          storageClassName: none-such
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        """);
    assertThat(await("", "PersistentVolumeClaim", "lost"))
        .isEqualTo(
            """
            volume-pending: PersistentVolumeClaim readiness-it/lost: the claim is not bound to a volume
              event ProvisioningFailed: storageclass.storage.k8s.io "none-such" not found
            hint: see whether storage class `none-such` exists, and whether its provisioner runs
            """);
  }

  @Test
  void jobsEndAsKubectlWaitSees() throws Exception {
    apply(job("migrate", ""));
    assertThat(await("batch", "Job", "migrate")).isEmpty();
    assertThat(kubectl("", "wait", "--for=condition=complete", "job/migrate", "--timeout=1s"))
        .contains("condition met");

    apply(job("failing", "deployctl.io/simulate: crash-loop"));
    assertThat(await("batch", "Job", "failing"))
        .startsWith(
            """
            job-failed: Job readiness-it/failing: the Job failed, and is out of retries
              BackoffLimitExceeded: Job has reached the specified backoff limit
              container main in pod failing-\
            """)
        .contains("  exit code 1, 0 restarts\n");
    assertThat(kubectl("", "wait", "--for=condition=failed", "job/failing", "--timeout=1s"))
        .contains("condition met");
  }

  @Test
  void servicesNeedEndpointsAndAddresses() throws Exception {
    apply(deployment("web", "shop/web:1", ""));
    apply(service("web", "LoadBalancer", "web"));
    apply(service("misnamed", "ClusterIP", "wbe"));
    assertThat(await("", "Service", "web")).isEmpty();
    assertThat(kubectl("", "get", "service", "web", "-o", "jsonpath={.status.loadBalancer}"))
        .contains("ip");
    assertThat(await(Duration.ofSeconds(2), "", "Service", "misnamed"))
        .isEqualTo(
            """
            no-endpoints: Service readiness-it/misnamed: no ready pod stands behind the Service
              no pod has the labels app=wbe
              not ready after 2.0s: no endpoints yet
            hint: make the selector fit the labels of the pods, or the labels the selector
            """);
  }

  @Test
  void customKindsAndAutoscalersAreReadyWithoutMoreAdo() throws Exception {
    apply(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: topics.readiness.example.com}
        spec:
          group: readiness.example.com
          scope: Namespaced
          names: {kind: Topic, plural: topics, singular: topic}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """);
    ResourceId definition =
        new ResourceId(
            "apiextensions.k8s.io", "CustomResourceDefinition", "", "topics.readiness.example.com");
    try {
      assertThat(await(PATIENCE, List.of(definition))).isEmpty();
      kubectl("", "wait", "--for=condition=established", "crd/topics.readiness.example.com");
      apply(
          "{apiVersion: readiness.example.com/v1, kind: Topic, metadata: {name: orders, namespace:"
              + " readiness-it}}");
      assertThat(await("readiness.example.com", "Topic", "orders")).isEmpty();
    } finally {
      kubectl("", "delete", "crd", "topics.readiness.example.com", "--wait=false");
    }
    apply(deployment("scaled", "shop/api:1", ""));
    kubectl("", "autoscale", "deployment", "scaled", "--min=1", "--max=3", "--cpu-percent=80");
    assertThat(await("autoscaling", "HorizontalPodAutoscaler", "scaled")).isEmpty();
    assertThat(await(PATIENCE, List.of(new ResourceId("", "Namespace", "", SPACE)))).isEmpty();
  }

  private static String deployment(String name, String image, String annotation) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: readiness-it}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata:
          labels: {app: %1$s}
          annotations: {%3$s}
        spec:
          containers: [{name: main, image: '%2$s'}]
    """
        .formatted(name, image, annotation);
  }

  private static String job(String name, String annotation) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %s, namespace: readiness-it}
    spec:
      backoffLimit: 0
      template:
        metadata: {annotations: {%s}}
        spec:
          restartPolicy: Never
          containers: [{name: main, image: 'shop/job:1'}]
    """
        .formatted(name, annotation);
  }

  private static String service(String name, String type, String app) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: readiness-it}
    spec: {type: %s, selector: {app: %s}, ports: [{port: 80}]}
    """
        .formatted(name, type, app);
  }

  private String await(String group, String kind, String name) {
    return await(PATIENCE, group, kind, name);
  }

  private String await(Duration timeout, String group, String kind, String name) {
    return await(timeout, List.of(new ResourceId(group, kind, SPACE, name)));
  }

  private String await(Duration timeout, List<ResourceId> objects) {
    return text(waiter().await(objects, timeout, line -> {}, new Cancellation()));
  }

  private String awaitCondition(String group, String kind, String name, String condition) {
    Expectation expectation =
        Expectation.condition(new ResourceId(group, kind, SPACE, name), condition);
    return text(waiter().awaitAll(List.of(expectation), PATIENCE, line -> {}, new Cancellation()));
  }

  /** Grace times of production would only make this slower. */
  private ClusterReadinessWaiter waiter() {
    GraceTimes shorter = new GraceTimes(Map.of(), Duration.ofSeconds(3));
    return new ClusterReadinessWaiter(
        () -> cluster, new TestingRedactor(), shorter, System::nanoTime);
  }

  private static String text(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(
            each ->
                "%s: %s\n%shint: %s\n"
                    .formatted(
                        each.code(),
                        each.summary(),
                        each.details().stream()
                            .map(line -> "  " + line + "\n")
                            .collect(Collectors.joining()),
                        each.hint().orElse("none")))
        .collect(Collectors.joining());
  }

  private void apply(String manifest) throws IOException, InterruptedException {
    kubectl(manifest, "apply", "-f", "-");
  }

  private String kubectl(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(sandbox.binaries().kubectl().toString());
    command.add("--kubeconfig=" + sandbox.kubeconfig());
    if (!input.contains("namespace: ")) {
      command.add("--namespace=" + SPACE);
    }
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }
}
