package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadRulesTest {
  private static final ResourceId API = new ResourceId("apps", "Deployment", "shop", "api");
  private final FakeSurroundings around = new FakeSurroundings();

  /** The order of the questions is that of {@code kubectl rollout status}. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2, 1, 3, 3, 3, PROGRESSING: waiting for the controller to see the change
          2, 2, 1, 4, 3, PROGRESSING: 1 of 3 replicas updated
          2, 2, 3, 4, 3, PROGRESSING: 1 old replicas still running
          2, 2, 3, 3, 2, PROGRESSING: 2 of 3 replicas available
          2, 2, 3, 3, 3, READY: 3 of 3 replicas available
          """)
  void rolloutIsJudgedAsKubectlDoes(
      int generation, int observed, int updated, int all, int available, String verdict) {
    assertThat(
            judge(
                API,
                """
                metadata: {generation: %d, name: api, namespace: shop, uid: api}
                spec: {replicas: 3}
                status: {observedGeneration: %d, updatedReplicas: %d, replicas: %d, availableReplicas: %d}
                """
                    .formatted(generation, observed, updated, all, available)))
        .isEqualTo(verdict + "\n");
  }

  @Test
  void scaledToZeroIsReady() {
    assertThat(
            judge(
                API,
                "metadata: {generation: 1}\nspec: {replicas: 0}\nstatus: {observedGeneration: 1}"))
        .isEqualTo("READY: 0 of 0 replicas available\n");
  }

  @Test
  void newPodsExplainTheRolloutAndOldOnesNever() {
    around.with(
        replicaSet("api-old", 1)
            + "---"
            + replicaSet("api-new", 2)
            + "---"
            + pod("api-old-1", "api-old", "waiting: {reason: CrashLoopBackOff}")
            + "---"
            + pod("api-new-1", "api-new", "waiting: {reason: ErrImagePull, message: no route}"));
    assertThat(judge(API, rolling()))
        .isEqualTo(
            """
            SUSPICIOUS: 1 of 3 replicas updated
            image-pull: image `api:2` of container api in pod api-new-1 can't be pulled
              ErrImagePull: no route
            hint: see whether the image's name and tag exist, and whether the cluster may pull it
            """);
  }

  @Test
  void readyOldPodsAreNotEnough() {
    around.with(
        replicaSet("api-old", 1)
            + "---"
            + replicaSet("api-new", 2)
            + "---"
            + pod("api-new-1", "api-new", "waiting: {reason: ContainerCreating}"));
    assertThat(judge(API, rolling())).isEqualTo("PROGRESSING: 1 of 3 replicas updated\n");
  }

  @Test
  void brokenOldPodsDoNotFailARolloutWhoseNewPodsAreOnTheirWay() {
    around.with(
        replicaSet("api-old", 1)
            + "---"
            + replicaSet("api-new", 2)
            + "---"
            + pod("api-old-1", "api-old", "waiting: {reason: InvalidImageName}"));
    assertThat(judge(API, rolling())).isEqualTo("PROGRESSING: 1 of 3 replicas updated\n");
  }

  @Test
  void evictedPodSaysNothingOfTheOneInItsPlace() {
    around.with(
        replicaSet("api-new", 2)
            + """
            ---
            kind: Pod
            metadata:
              name: api-new-0
              namespace: shop
              ownerReferences: [{uid: api-new}]
            status: {phase: Failed, reason: Evicted}
            """);
    assertThat(judge(API, rolling())).startsWith("PROGRESSING: 1 of 3 replicas updated\npod-f");
  }

  @Test
  void podOnItsWayOutSaysNothing() {
    around.with(
        replicaSet("api-new", 2)
            + """
            ---
            kind: Pod
            metadata:
              name: api-new-0
              namespace: shop
              deletionTimestamp: '2026-01-01T10:00:00Z'
              ownerReferences: [{uid: api-new}]
            status: {phase: Failed}
            """);
    assertThat(judge(API, rolling())).isEqualTo("PROGRESSING: 1 of 3 replicas updated\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pods "api-x" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used: limits.cpu=4, limited: limits.cpu=4 | SUSPICIOUS | quota-exceeded
          pods "api-x" is forbidden: error looking up service account shop/api: serviceaccount "api" not found                  | SUSPICIOUS | service-account-missing
          Internal error occurred: failed calling webhook "policy.example.com": connection refused                              | SUSPICIOUS | webhook-unreachable
          admission webhook "policy.example.com" denied the request: images must come from our registry                         | FAILED     | admission-denied
          pods "api-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true                             | FAILED     | admission-denied
          Pod "api-x" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"                                    | FAILED     | admission-denied
          etcdserver: request timed out                                                                                         | SUSPICIOUS | pods-not-created
          """)
  void creationThatIsRefusedIsToldByItsMessage(String message, String state, String code) {
    around.with(
        replicaSet("api-new", 2)
            + """
            status:
              conditions: [{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: '%s'}]
            """
                .formatted(message));
    assertThat(judge(API, rolling()))
        .startsWith(state + ": ")
        .contains("\n" + code + ": ")
        .contains("\n  " + message + "\n");
  }

  @Test
  void quotaIsToldInWords() {
    around.with(
        replicaSet("api-new", 2)
            + """
            status:
              conditions:
              - type: ReplicaFailure
                status: 'True'
                message: 'pods "api-x" is forbidden: exceeded quota: compute'
            """);
    assertThat(judge(API, rolling()))
        .isEqualTo(
            """
            SUSPICIOUS: its pods can't be created: quota exceeded
            quota-exceeded: its pods can't be created: quota exceeded
              pods "api-x" is forbidden: exceeded quota: compute
            hint: raise the ResourceQuota, or ask for less in `resources.requests`
            """);
  }

  @Test
  void failureOfAnOldReplicaSetIsNotTheRolloutsOwn() {
    around.with(replicaSet("api-new", 2));
    assertThat(
            judge(
                API,
                rolling()
                    + """
                      conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]
                    """))
        .isEqualTo("PROGRESSING: 1 of 3 replicas updated\n");
  }

  @Test
  void deadlineIsSuspiciousAndExplainedByThePods() {
    around
        .with(replicaSet("api-new", 2) + "---" + pod("api-new-1", "api-new", "running: {}"))
        .withLog("api-new-1", "api", false, "warming up");
    assertThat(
            judge(
                API,
                rolling()
                    + """
                      conditions:
                      - {type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}
                    """))
        .isEqualTo(
            """
            SUSPICIOUS: 1 of 3 replicas updated
            progress-deadline: no progress within its `progressDeadlineSeconds`
              1 of 3 replicas updated
              container api in pod api-new-1 runs, and is not ready
              log: warming up
            hint: see what it waits for in its last lines
            """);
  }

  @Test
  void pausedRolloutSaysHowToGoOn() {
    assertThat(judge(API, rolling().replace("replicas: 3}", "replicas: 3, paused: true}")))
        .isEqualTo(
            """
            SUSPICIOUS: 1 of 3 replicas updated, and paused
            paused: its rollout is paused
              `spec.paused` is true
            hint: let it go on: `kubectl rollout resume -n shop deployment/api`
            """);
  }

  @Test
  void replicaSetIsReadyWithAllItsPods() {
    ResourceId id = new ResourceId("apps", "ReplicaSet", "shop", "api");
    String spec = "metadata: {generation: 1, namespace: shop, uid: api}\nspec: {replicas: 2}\n";
    assertThat(judge(id, spec + "status: {observedGeneration: 1, availableReplicas: 2}"))
        .isEqualTo("READY: 2 of 2 replicas available\n");
    assertThat(judge(id, spec + "status: {observedGeneration: 1, availableReplicas: 1}"))
        .isEqualTo("PROGRESSING: 1 of 2 replicas available\n");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          RollingUpdate, 1, 2, 2, 2, PROGRESSING: waiting for the controller to see the change
          RollingUpdate, 2, 2, 1, 2, PROGRESSING: 1 of 2 nodes updated
          RollingUpdate, 2, 2, 2, 1, PROGRESSING: 1 of 2 nodes available
          RollingUpdate, 2, 2, 2, 2, READY: 2 of 2 nodes available
          RollingUpdate, 2, 0, 0, 0, READY: 0 of 0 nodes available
          OnDelete,      2, 2, 0, 2, READY: 2 of 2 nodes available
          """)
  void daemonSetIsReadyOnEveryNode(
      String strategy, int observed, int desired, int updated, int available, String verdict) {
    assertThat(
            judge(
                new ResourceId("apps", "DaemonSet", "shop", "agent"),
                """
                metadata: {generation: 2, namespace: shop, uid: agent}
                spec: {updateStrategy: {type: %s}}
                status:
                  observedGeneration: %d
                  desiredNumberScheduled: %d
                  updatedNumberScheduled: %d
                  numberAvailable: %d
                """
                    .formatted(strategy, observed, desired, updated, available)))
        .isEqualTo(verdict + "\n");
  }

  @Test
  void daemonsOfAnEarlierTemplateExplainNothing() {
    around.with(
        daemon("agent-old", "1", "waiting: {reason: InvalidImageName}")
            + "---"
            + daemon("agent-new", "2", "waiting: {reason: ErrImagePull, message: no route}"));
    assertThat(
            judge(
                new ResourceId("apps", "DaemonSet", "shop", "agent"),
                """
                metadata:
                  generation: 2
                  namespace: shop
                  uid: agent
                  annotations: {deprecated.daemonset.template.generation: '2'}
                status: {observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 1}
                """))
        .startsWith("SUSPICIOUS: 1 of 2 nodes updated\n")
        .contains("pod agent-new can't be pulled");
  }

  @Test
  void daemonSetWhosePodsAreRefusedIsToldByItsEvent() {
    around.with(
        """
        kind: Event
        metadata: {namespace: shop}
        reason: FailedCreate
        message: 'Error creating: pods "agent-x" is forbidden: violates PodSecurity "baseline:latest"'
        involvedObject: {uid: agent}
        """);
    assertThat(
            judge(
                new ResourceId("apps", "DaemonSet", "shop", "agent"),
                """
                metadata: {generation: 1, namespace: shop, uid: agent}
                status: {observedGeneration: 1, desiredNumberScheduled: 2}
                """))
        .startsWith("SUSPICIOUS: the API server refuses to create its pods\nadmission-denied: ");
  }

  private String judge(ResourceId id, String yaml) {
    return Trees.text(Readiness.judge(id, Trees.of(yaml), around).told(around));
  }

  private static String rolling() {
    return """
    metadata:
      generation: 2
      name: api
      namespace: shop
      uid: api
      annotations: {deployment.kubernetes.io/revision: '2'}
    spec: {replicas: 3}
    status:
      observedGeneration: 2
      updatedReplicas: 1
      replicas: 4
      availableReplicas: 3
    """;
  }

  private static String replicaSet(String name, int revision) {
    return """

    kind: ReplicaSet
    metadata:
      name: %s
      namespace: shop
      uid: %s
      annotations: {deployment.kubernetes.io/revision: '%d'}
      ownerReferences: [{kind: Deployment, uid: api, controller: true}]
    """
        .formatted(name, name, revision);
  }

  private static String pod(String name, String owner, String state) {
    return """

    kind: Pod
    metadata:
      name: %s
      namespace: shop
      uid: %s
      ownerReferences: [{uid: %s}]
    status:
      phase: Pending
      containerStatuses: [{name: api, image: 'api:2', ready: false, state: {%s}}]
    """
        .formatted(name, name, owner, state);
  }

  private static String daemon(String name, String generation, String state) {
    return pod(name, "agent", state)
        .replace("uid: " + name, "labels: {pod-template-generation: '" + generation + "'}");
  }
}
