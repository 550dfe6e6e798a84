package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionRulesTest {
  private static final ResourceId CUSTOM =
      new ResourceId("kafka.example.com", "KafkaTopic", "shop", "orders");
  private final FakeSurroundings around = new FakeSurroundings();

  @Test
  void customResourceWithoutStatusIsReadyWhenItIsThere() {
    assertThat(judge(CUSTOM, "metadata: {generation: 1}\nspec: {partitions: 3}"))
        .isEqualTo("READY: there\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {observedGeneration: 1}                                         | PROGRESSING: waiting for the controller to see the change
          {observedGeneration: 2}                                         | READY: there
          {conditions: [{type: Ready, status: 'True'}]}                   | READY: ready
          {conditions: [{type: Ready, status: 'Unknown'}]}                | PROGRESSING: not ready yet
          {conditions: [{type: Ready, status: 'False'}]}                  | PROGRESSING: not ready yet
          {conditions: [{type: Reconciling, status: 'True'}]}             | PROGRESSING: reconciling
          {conditions: [{type: Stalled, status: 'True'}]}                 | FAILED: its controller says that it is stalled
          {conditions: [{type: Failed, status: 'True'}]}                  | READY: there
          """)
  void otherKindsFollowTheConventionsOfKstatus(String status, String verdict) {
    assertThat(judge(CUSTOM, "metadata: {generation: 2}\nstatus: " + status).lines().findFirst())
        .contains(verdict);
  }

  @Test
  void unmetConditionSaysWhatItsControllerSays() {
    assertThat(
            judge(
                CUSTOM,
                """
                metadata: {generation: 2}
                status:
                  conditions: [{type: Ready, status: 'False', reason: NoBroker, message: none is up}]
                """))
        .isEqualTo(
            """
            PROGRESSING: not ready yet
            condition: condition Ready is not as it should be
              Ready is False: NoBroker none is up
            hint: see what the controller that sets this condition says in its log
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Synced        | READY: Synced is True
          synced=true   | READY: synced is true
          Synced=False  | PROGRESSING: Synced is not False
          Old           | PROGRESSING: Old is not True
          Paused=False  | READY: Paused is False
          """)
  void namedConditionIsReadAsKubectlWaitDoes(String wanted, String verdict) {
    String yaml =
        """
        metadata: {generation: 2}
        status:
          conditions:
          - {type: Synced, status: 'True', observedGeneration: 2}
          - {type: Old, status: 'True', observedGeneration: 1}
          - {type: Paused, status: 'False'}
        """;
    assertThat(named(CUSTOM, yaml, wanted).lines().findFirst()).contains(verdict);
  }

  @Test
  void conditionThatIsNotThereNamesThoseThatAre() {
    assertThat(
            named(
                CUSTOM,
                "metadata: {}\nstatus: {conditions: [{type: Ready, status: 'True'}]}",
                "Raedy"))
        .contains("  it has no condition Raedy, only Ready\n");
  }

  @Test
  void namedConditionOfADeploymentIsExplainedByItsPods() {
    around.with(
        """
        kind: ReplicaSet
        metadata: {name: api-1, namespace: shop, uid: set, ownerReferences: [{uid: api}]}
        ---
        kind: Pod
        metadata: {name: api-1-x, namespace: shop, ownerReferences: [{uid: set}]}
        status:
          containerStatuses: [{name: api, image: 'api:2', state: {waiting: {reason: InvalidImageName}}}]
        """);
    assertThat(
            named(
                new ResourceId("apps", "Deployment", "shop", "api"),
                """
                metadata: {generation: 1, namespace: shop, uid: api}
                spec: {replicas: 1}
                status:
                  observedGeneration: 1
                  conditions: [{type: Available, status: 'False'}]
                """,
                "Available"))
        .startsWith("FAILED: Available is not True\nimage-pull: image `api:2` of container api");
  }

  @Test
  void autoscalerWithoutMetricsIsReadyAndSaysSo() {
    assertThat(
            autoscaler(
                """
                currentReplicas: 2
                conditions:
                - {type: AbleToScale, status: 'True', reason: SucceededGetScale}
                - {type: ScalingActive, status: 'False', reason: FailedGetResourceMetric}
                """))
        .isEqualTo("READY: 2 replicas, not scaling: FailedGetResourceMetric\n");
  }

  @Test
  void autoscalerWithoutTargetIsExplained() {
    assertThat(
            autoscaler(
                """
                conditions:
                - {type: AbleToScale, status: 'False', reason: FailedGetScale, message: no such api}
                """))
        .isEqualTo(
            """
            PROGRESSING: can't scale its target
            autoscaler-target: the autoscaler can't scale Deployment api
              AbleToScale is False: FailedGetScale no such api
            hint: see whether the target exists and has a scale
            """);
  }

  @Test
  void autoscalerThatNobodyHasSeenIsWaitedFor() {
    assertThat(autoscaler("currentReplicas: 0"))
        .isEqualTo("PROGRESSING: not seen by its controller yet\n");
  }

  @Test
  void definitionIsReadyOnceEstablished() {
    ResourceId id =
        new ResourceId(
            "apiextensions.k8s.io", "CustomResourceDefinition", "", "topics.example.com");
    assertThat(
            judge(id, "metadata: {}\nstatus: {conditions: [{type: Established, status: 'True'}]}"))
        .isEqualTo("READY: established\n");
    assertThat(judge(id, "metadata: {}")).isEqualTo("PROGRESSING: not established yet\n");
    assertThat(
            judge(
                id,
                """
                metadata: {}
                status:
                  conditions:
                  - {type: NamesAccepted, status: 'False', reason: PluralConflict, message: '"topics" is already in use'}
                """))
        .isEqualTo(
            """
            FAILED: the definition's names are taken by another one
            names-conflict: the definition's names are taken by another one
              NamesAccepted is False: PluralConflict "topics" is already in use
            hint: rename the kind, or remove the other definition
            """);
  }

  @Test
  void apiServiceAndNamespaceSayHowTheyStand() {
    ResourceId api = new ResourceId("apiregistration.k8s.io", "APIService", "", "v1.metrics");
    assertThat(
            judge(api, "metadata: {}\nstatus: {conditions: [{type: Available, status: 'True'}]}"))
        .isEqualTo("READY: available\n");
    assertThat(
            judge(
                api,
                """
                metadata: {}
                status:
                  conditions: [{type: Available, status: 'False', reason: MissingEndpoints}]
                """))
        .contains("  Available is False: MissingEndpoints\n");
    ResourceId namespace = new ResourceId("", "Namespace", "", "shop");
    assertThat(judge(namespace, "metadata: {}\nstatus: {phase: Active}"))
        .isEqualTo("READY: active\n");
    assertThat(judge(namespace, "metadata: {}")).isEqualTo("PROGRESSING: not active yet\n");
  }

  @Test
  void objectThatDoesNotGoAwayNamesItsFinalizers() {
    assertThat(
            judge(
                CUSTOM,
                "metadata: {deletionTimestamp: '2026-01-01T10:00:00Z', finalizers: [example.com/keep]}"))
        .isEqualTo(
            """
            PROGRESSING: being deleted
            being-deleted: the object is being deleted, and does not go away
              finalizer example.com/keep
            hint: see to it that whoever set the finalizer runs and lets go of it
            """);
  }

  @Test
  void readinessMeansNothingForPlainConfiguration() {
    assertThat(Readiness.knows(new ResourceId("", "ConfigMap", "shop", "api"))).isFalse();
    assertThat(Readiness.knows(new ResourceId("", "Service", "shop", "api"))).isTrue();
    assertThat(Readiness.knows(CUSTOM)).isTrue();
  }

  private String autoscaler(String status) {
    return judge(
        new ResourceId("autoscaling", "HorizontalPodAutoscaler", "shop", "api"),
        "metadata: {}\nspec: {scaleTargetRef: {kind: Deployment, name: api}}\nstatus:\n"
            + status.indent(2));
  }

  private String judge(ResourceId id, String yaml) {
    return Trees.text(Readiness.judge(id, Trees.of(yaml), around));
  }

  private String named(ResourceId id, String yaml, String condition) {
    return Trees.text(Readiness.judge(id, Trees.of(yaml), condition, around));
  }
}
