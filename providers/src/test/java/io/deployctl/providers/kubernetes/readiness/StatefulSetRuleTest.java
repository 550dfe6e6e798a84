package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatefulSetRuleTest {
  private final FakeSurroundings around = new FakeSurroundings();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          RollingUpdate, 0, 1, 3, 3, r2, PROGRESSING: waiting for the controller to see the change
          RollingUpdate, 0, 2, 2, 3, r2, PROGRESSING: 2 of 3 replicas ready
          RollingUpdate, 0, 2, 3, 1, r1, PROGRESSING: 1 of 3 replicas updated
          RollingUpdate, 0, 2, 3, 2, r2, PROGRESSING: 2 of 3 replicas updated
          RollingUpdate, 0, 2, 3, 3, r2, READY: 3 of 3 replicas ready
          RollingUpdate, 2, 2, 3, 1, r1, READY: 3 of 3 replicas ready
          RollingUpdate, 2, 2, 3, 0, r1, PROGRESSING: 0 of 3 replicas updated
          OnDelete,      0, 2, 3, 0, r1, READY: 3 of 3 replicas ready
          """)
  void rolloutIsJudgedAsKubectlDoes(
      String strategy,
      int partition,
      int observed,
      int ready,
      int updated,
      String current,
      String verdict) {
    assertThat(
            judge(
                """
                metadata: {generation: 2, namespace: shop, uid: db}
                spec:
                  replicas: 3
                  updateStrategy: {type: %s, rollingUpdate: {partition: %d}}
                status:
                  observedGeneration: %d
                  readyReplicas: %d
                  updatedReplicas: %d
                  currentRevision: %s
                  updateRevision: r2
                """
                    .formatted(strategy, partition, observed, ready, updated, current)))
        .isEqualTo(verdict + "\n");
  }

  @Test
  void podOfTheNewRevisionExplains() {
    around.with(pod("db-0", "r2", "ErrImagePull"));
    assertThat(judge(waiting())).startsWith("SUSPICIOUS: 0 of 1 replicas ready\nimage-pull: ");
  }

  @Test
  void podOfTheOldRevisionThatBlocksTheUpdateIsNamed() {
    around.with(pod("db-0", "r1", "ErrImagePull"));
    assertThat(judge(waiting()))
        .isEqualTo(
            """
            SUSPICIOUS: 0 of 1 replicas ready
            old-pod-blocks: pod db-0 of the earlier revision is not ready, and holds the update up
              image `db:1` of container db in pod db-0 can't be pulled
              ErrImagePull: no route
            hint: delete it, and the new revision takes its place: `kubectl delete pod -n shop db-0`
            """);
  }

  @Test
  void refusedCreationCountsUntilOneSucceeds() {
    around.with(event("FailedCreate", "exceeded quota: compute"));
    assertThat(judge(waiting())).contains("quota-exceeded: ");
    around.with(event("SuccessfulCreate", "create Pod db-0 successful"));
    assertThat(judge(waiting())).isEqualTo("PROGRESSING: 0 of 1 replicas ready\n");
  }

  private String judge(String yaml) {
    return Trees.text(StatefulSetRule.judge(Trees.of(yaml), around));
  }

  private static String waiting() {
    return """
    metadata: {generation: 2, namespace: shop, uid: db}
    spec: {replicas: 1}
    status: {observedGeneration: 2, currentRevision: r1, updateRevision: r2}
    """;
  }

  private static String pod(String name, String revision, String reason) {
    return """
    kind: Pod
    metadata:
      name: %s
      namespace: shop
      labels: {controller-revision-hash: %s}
      ownerReferences: [{uid: db}]
    status:
      phase: Pending
      containerStatuses:
      - {name: db, image: 'db:1', ready: false, state: {waiting: {reason: %s, message: no route}}}
    """
        .formatted(name, revision, reason);
  }

  private static String event(String reason, String message) {
    return """
    kind: Event
    metadata: {namespace: shop}
    reason: %s
    message: '%s'
    involvedObject: {uid: db}
    """
        .formatted(reason, message);
  }
}
