package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.value.SecretText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Time passes only in pauses here: no test waits for anything. */
class ClusterReadinessWaiterTest {
  private static final ResourceId API = new ResourceId("apps", "Deployment", "shop", "api");
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final FakeCluster cluster = new FakeCluster();
  private final TestingRedactor redactor = new TestingRedactor();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> progress = new ArrayList<>();
  private final TreeMap<Long, Runnable> schedule = new TreeMap<>();
  private long millis;

  private final ClusterReadinessWaiter waiter =
      new ClusterReadinessWaiter(
          () -> cluster,
          redactor,
          GraceTimes.DEFAULT,
          () -> millis * 1_000_000,
          (duration, stop) -> pass(duration));

  private void pass(Duration duration) {
    millis += duration.toMillis();
    while (!schedule.isEmpty() && schedule.firstKey() <= millis) {
      schedule.pollFirstEntry().getValue().run();
    }
  }

  private void at(int seconds, Runnable what) {
    schedule.put(seconds * 1000L, what);
  }

  private String await(ResourceId... objects) {
    return text(waiter.await(List.of(objects), TIMEOUT, progress::add, cancellation));
  }

  private static String text(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(
            each ->
                each.code()
                    + ": "
                    + each.summary()
                    + "\n"
                    + each.details().stream()
                        .map(d -> "  " + d + "\n")
                        .collect(Collectors.joining())
                    + "hint: "
                    + each.hint().orElse("none")
                    + "\n")
        .collect(Collectors.joining());
  }

  private long secondsPassed() {
    return millis / 1000;
  }

  @Test
  void waitEndsWhenEverythingIsReady() {
    cluster.with(deployment(0));
    at(3, () -> cluster.with(deployment(1)));
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isBetween(3L, 4L);
    assertThat(progress)
        .first()
        .isEqualTo("0 of 1 ready; waiting for Deployment shop/api: 0 of 1 replicas available");
  }

  @Test
  void nothingToWaitForNeedsNoCluster() {
    assertThat(await()).isEmpty();
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void terminalCauseFailsAtTheFirstLook() {
    cluster.with(deployment(0) + pod("waiting: {reason: InvalidImageName, message: bad}"));
    assertThat(await(API))
        .isEqualTo(
            """
            image-pull: Deployment shop/api: image `api:2` of container api in pod api-1-x has no valid name
              InvalidImageName: bad
            hint: correct the image's name: REGISTRY/REPOSITORY:TAG, in lower case up to the tag
            """);
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void suspiciousCauseGetsItsGraceTime() {
    cluster.with(deployment(0) + pod("waiting: {reason: ErrImagePull, message: no route}"));
    assertThat(await(API)).startsWith("image-pull: Deployment shop/api: image `api:2` of");
    assertThat(secondsPassed()).isBetween(20L, 22L);
    assertThat(progress)
        .first()
        .isEqualTo(
            "0 of 1 ready; waiting for Deployment shop/api: 0 of 1 replicas available, image"
                + " `api:2` of container api in pod api-1-x can't be pulled");
  }

  @Test
  void suspicionThatPassesInTimeIsForgiven() {
    cluster.with(deployment(0) + pod("waiting: {reason: ErrImagePull, message: no route}"));
    at(15, () -> cluster.with(deployment(1) + begun()));
    assertThat(await(API)).isEmpty();
  }

  @Test
  void graceCountsAnewAfterALongPeace() {
    cluster.with(deployment(0) + pod("waiting: {reason: ErrImagePull, message: no route}"));
    at(15, () -> cluster.with(pod("waiting: {reason: ContainerCreating}")));
    at(80, () -> cluster.with(pod("waiting: {reason: ErrImagePull, message: no route}")));
    at(95, () -> cluster.with(deployment(1) + begun()));
    assertThat(await(API)).isEmpty();
  }

  @Test
  void whatCrashedBeforeCountsAsReadyOnceItLasts() {
    cluster.with(deployment(1) + restarted(1));
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isBetween(10L, 12L);
  }

  @Test
  void podWithoutAProbeHasToLastALittle() {
    cluster.with(deployment(0) + pod("waiting: {reason: ContainerCreating}"));
    at(2, () -> cluster.with(deployment(1) + begun()));
    at(4, () -> cluster.with(deployment(0) + pod(CRASHED)));
    assertThat(await(API)).startsWith("crash-loop: ");
  }

  @Test
  void podOnANodeThatTellsLateHasToLastLonger() {
    cluster.with(deployment(0) + pod("waiting: {reason: ContainerCreating}"));
    at(2, () -> cluster.with(deployment(1) + begunAndToldLate()));
    at(8, () -> cluster.with(deployment(0) + pod(CRASHED)));
    assertThat(await(API)).startsWith("crash-loop: ");
  }

  @Test
  void podThatWasReadyLongBeforeTheWaitHasLasted() {
    cluster.with(deployment(1) + since("03:04:01", begun())).at("03:04:05");
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void podThatBeganJustBeforeTheWaitHasToLastALittle() {
    cluster.with(deployment(1) + since("03:04:04", begun())).at("03:04:05");
    at(2, () -> cluster.with(deployment(0) + pod(CRASHED)));
    assertThat(await(API)).startsWith("crash-loop: ");
  }

  @Test
  void crashOfLongAgoIsForgotten() {
    cluster.with(deployment(1) + since("03:04:05", restarted(1))).at("03:14:05");
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void clusterWhoseClocksDisagreeIsNotBelievedAfterATrouble() {
    cluster.with(deployment(0) + pod("waiting: {reason: ContainerCreating}")).at("03:04:05");
    at(2, () -> cluster.with(deployment(1) + since("02:04:05", begun())));
    at(4, () -> cluster.with(deployment(0) + pod(CRASHED)));
    assertThat(await(API)).startsWith("crash-loop: ");
  }

  @Test
  void workloadWhoseStatusIsBehindItsPodsIsNotReady() {
    cluster.with(deployment(1) + pod(CRASHED));
    assertThat(await(API)).startsWith("crash-loop: Deployment shop/api: container api in pod");
    assertThat(progress)
        .first()
        .isEqualTo(
            "0 of 1 ready; waiting for Deployment shop/api: 0 of 1 pods ready, container api in"
                + " pod api-1-x ends again and again");
  }

  @Test
  void momentBetweenTwoCrashesIsNotTakenForReady() {
    cluster.with(deployment(1) + restarted(1));
    at(4, () -> cluster.with(deployment(0) + pod(CRASHED)));
    at(30, () -> cluster.with(deployment(1) + restarted(1)));
    at(36, () -> cluster.with(deployment(0) + pod(CRASHED)));
    assertThat(await(API))
        .startsWith("crash-loop: Deployment shop/api: container api in pod api-1-x ends again");
    assertThat(secondsPassed()).isBetween(60L, 62L);
  }

  @Test
  void crashBetweenTwoLooksIsSeenByItsCount() {
    cluster.with(deployment(1) + restarted(1));
    at(8, () -> cluster.with(restarted(2)));
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isBetween(18L, 21L);
  }

  @Test
  void earlyWordOfUnboundClaimsIsNormal() {
    cluster.with(
        deployment(0)
            + unscheduled(
                "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."));
    at(60, () -> cluster.with(deployment(1) + begun()));
    assertThat(await(API)).isEmpty();
  }

  @Test
  void podThatFitsNowhereFailsAfterItsGraceTime() {
    cluster.with(deployment(0) + unscheduled("0/2 nodes are available: 2 Insufficient cpu."));
    assertThat(await(API)).startsWith("unschedulable: Deployment shop/api: pod api-1-x fits on no");
    assertThat(secondsPassed()).isBetween(90L, 93L);
  }

  @Test
  void slowStartIsNeverAFailureBeforeTheTimeout() {
    cluster.with(deployment(0) + pod("running: {}"));
    cluster.with(
        """
        kind: Event
        metadata: {name: e1, namespace: shop}
        reason: Unhealthy
        message: 'Readiness probe failed: connection refused'
        involvedObject: {uid: api-1-x}
        """);
    at(280, () -> cluster.with(deployment(1) + begun()));
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isGreaterThanOrEqualTo(280);
  }

  @Test
  void timeoutNamesTheCauseItKnows() {
    cluster.with(deployment(0) + pod("running: {}"));
    cluster.withLog(
        "/api/v1/namespaces/shop/pods/api-1-x/log?container=api&tailLines=5&limitBytes=16384",
        "warming up\n\u001b[31mtoken s3cret\u001b[0m\n\n");
    redactor.register(new SecretText("s3cret"));
    assertThat(await(API))
        .isEqualTo(
            """
            not-ready: Deployment shop/api: container api in pod api-1-x runs, and is not ready
              log: warming up
              log: token (secret)
              not ready after 5m00s: 0 of 1 replicas available
            hint: see what it waits for in its last lines
            """);
    assertThat(secondsPassed()).isEqualTo(300);
  }

  @Test
  void logIsReadOnceAndOnlyWhenItIsTold() {
    cluster.with(deployment(0) + pod("running: {}"));
    String answer = await(API);
    assertThat(answer).startsWith("not-ready: ");
    assertThat(cluster.calls.stream().filter("raw"::equals)).hasSize(1);
  }

  @Test
  void timeoutWithoutAKnownCauseSaysHowItStands() {
    cluster.with(deployment(0));
    assertThat(await(API))
        .isEqualTo(
            """
            not-ready: Deployment shop/api: not ready after 5m00s: 0 of 1 replicas available
            hint: look at its events: `kubectl describe`; or give the step more `timeout`
            """);
  }

  @Test
  void everythingThatIsNotReadyAtTheTimeoutIsNamed() {
    assertThat(await(API, new ResourceId("", "Service", "shop", "api")))
        .contains("missing: Deployment shop/api: the object is not there")
        .contains("missing: Service shop/api: the object is not there");
  }

  @Test
  void hiccupOfTheApiServerIsWaitedOut() {
    cluster.failing("get Deployment", 503, "ServiceUnavailable");
    at(
        60,
        () -> {
          cluster.wellAgain();
          cluster.with(deployment(1));
        });
    assertThat(await(API)).isEmpty();
    assertThat(progress)
        .first()
        .isEqualTo("0 of 1 ready; waiting for Deployment shop/api: the API server does not answer");
  }

  @Test
  void hiccupBesideTheObjectIsWaitedOutToo() {
    cluster.with(deployment(0));
    cluster.failing("list Pod", 0, "Unreachable");
    at(10, cluster::wellAgain);
    at(12, () -> cluster.with(deployment(1)));
    assertThat(await(API)).isEmpty();
  }

  @Test
  void hiccupDoesNotProlongAGraceTime() {
    cluster.with(deployment(0) + pod("waiting: {reason: ErrImagePull, message: no route}"));
    at(8, () -> cluster.failing("get Deployment", 500, "InternalError"));
    at(12, cluster::wellAgain);
    assertThat(await(API)).startsWith("image-pull: ");
    assertThat(secondsPassed()).isBetween(20L, 22L);
  }

  @Test
  void apiServerThatStaysAwayIsTheCause() {
    cluster.failing("get Deployment", 0, "Unreachable");
    assertThat(await(API))
        .isEqualTo(
            """
            cluster-unreachable: Deployment shop/api: the API server does not answer
              Unreachable of get Deployment
              not ready after 5m00s: the API server does not answer
            hint: see whether it is well: `kubectl get --raw /readyz`
            """);
  }

  @Test
  void whatMayNotBeLookedAtFailsAtOnce() {
    cluster.failing("get Deployment", 403, "Forbidden");
    assertThat(await(API))
        .isEqualTo(
            """
            forbidden: Deployment shop/api: the object can't be looked at: permission denied
              Forbidden of get Deployment
            hint: grant `get` and `list` on what the message names
            """);
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void expiredCredentialsFailAtOnce() {
    cluster.failing("get Deployment", 401, "Unauthorized");
    assertThat(await(API)).startsWith("credentials-refused: Deployment shop/api: ");
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void evidenceThatMayNotBeReadIsLeftOut() {
    cluster.with(deployment(0));
    cluster.failing("list Pod", 403, "Forbidden");
    cluster.failing("list ReplicaSet", 403, "Forbidden");
    at(30, () -> cluster.with(deployment(1)));
    assertThat(await(API)).isEmpty();
  }

  @Test
  void endpointsThatMayNotBeReadAreSaid() {
    cluster.with(
        "{kind: Service, metadata: {name: api, namespace: shop}, spec: {selector: {app: api}}}");
    cluster.failing("list EndpointSlice", 403, "Forbidden");
    assertThat(await(new ResourceId("", "Service", "shop", "api")))
        .startsWith("forbidden: Service shop/api: ")
        .contains("  Forbidden of list EndpointSlice\n");
  }

  @Test
  void kindThatComesLaterIsFound() {
    cluster.withoutKinds();
    cluster.with("{kind: KafkaTopic, metadata: {name: orders, namespace: shop}}");
    assertThat(await(new ResourceId("kafka.example.com", "KafkaTopic", "shop", "orders")))
        .isEmpty();
    assertThat(cluster.calls).contains("forget discovery");
  }

  @Test
  void manyOfOneKindAreListedAndReadOneByOneWhereListingIsNotGranted() {
    ResourceId[] topics = new ResourceId[5];
    for (int i = 0; i < topics.length; i++) {
      topics[i] = new ResourceId("kafka.example.com", "KafkaTopic", "shop", "topic-" + i);
      cluster.with("{kind: KafkaTopic, metadata: {name: topic-%d, namespace: shop}}".formatted(i));
    }
    assertThat(await(topics)).isEmpty();
    assertThat(cluster.calls).containsExactly("list KafkaTopic");
    cluster.calls.clear();
    cluster.failing("list KafkaTopic", 403, "Forbidden");
    assertThat(await(topics)).isEmpty();
    assertThat(cluster.calls).hasSize(6).contains("get KafkaTopic");
  }

  @Test
  void stopEndsTheWaitWithoutCauses() {
    cluster.with(deployment(0));
    at(5, cancellation::stop);
    assertThat(await(API)).isEmpty();
    assertThat(secondsPassed()).isBetween(5L, 6L);
  }

  @Test
  void interruptedWaitDoesNotPassForAReadyOne() {
    cluster.with(deployment(0));
    ClusterReadinessWaiter interrupted =
        new ClusterReadinessWaiter(
            () -> cluster,
            redactor,
            GraceTimes.DEFAULT,
            () -> 0,
            (duration, stop) -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> interrupted.await(List.of(API), TIMEOUT, progress::add, cancellation))
        .isInstanceOf(DeployctlException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void realPauseIsCutShortByAStop() throws InterruptedException {
    cancellation.stop();
    Pauses.real().pause(Duration.ofDays(1), cancellation);
    assertThat(cancellation.isStopping()).isTrue();
  }

  @Test
  void lastingCleanupOfAnEndedJobIsFine() {
    ResourceId job = new ResourceId("batch", "Job", "shop", "migrate");
    assertThat(
            text(
                waiter.awaitAll(
                    List.of(Expectation.still(job)), TIMEOUT, progress::add, cancellation)))
        .isEmpty();
    assertThat(
            text(
                waiter.awaitAll(
                    List.of(Expectation.ready(job)), TIMEOUT, progress::add, cancellation)))
        .startsWith("missing: ");
  }

  private static String deployment(int available) {
    return """
    kind: Deployment
    metadata: {name: api, namespace: shop, uid: api, generation: 1}
    spec: {replicas: 1}
    status: {observedGeneration: 1, updatedReplicas: 1, replicas: 1, availableReplicas: %d}
    ---
    kind: ReplicaSet
    metadata: {name: api-1, namespace: shop, uid: api-1, ownerReferences: [{uid: api}]}
    """
        .formatted(available);
  }

  private static String pod(String state) {
    return """
    ---
    kind: Pod
    metadata: {name: api-1-x, namespace: shop, uid: api-1-x, ownerReferences: [{uid: api-1}]}
    status:
      phase: Pending
      containerStatuses: [{name: api, image: 'api:2', ready: false, state: {%s}}]
    """
        .formatted(state);
  }

  private static final String CRASHED =
      "waiting: {reason: CrashLoopBackOff}}, restartCount: 1, lastState: {terminated: {exitCode: 1}";

  /** Returns a pod that is ready as far as anybody asks. */
  private static String begun() {
    return """
    ---
    kind: Pod
    metadata: {name: api-1-x, namespace: shop, uid: api-1-x, ownerReferences: [{uid: api-1}]}
    spec: {containers: [{name: api}]}
    status:
      phase: Running
      conditions: [{type: Ready, status: 'True'}]
      containerStatuses: [{name: api, ready: true, restartCount: 0, state: {running: {}}}]
    """;
  }

  /** Returns the same, whose node told four seconds after its process had begun. */
  private static String begunAndToldLate() {
    return since("03:04:09", begun())
        .replace("running: {}", "running: {startedAt: '2026-01-02T03:04:05Z'}");
  }

  /** Returns the pod, ready since a time of the second of January. */
  private static String since(String time, String pod) {
    return pod.replace(
        "status: 'True'", "status: 'True', lastTransitionTime: '2026-01-02T%sZ'".formatted(time));
  }

  /** Returns a pod that is ready, and was restarted so many times. */
  private static String restarted(int times) {
    return """
    ---
    kind: Pod
    metadata: {name: api-1-x, namespace: shop, uid: api-1-x, ownerReferences: [{uid: api-1}]}
    status:
      phase: Running
      conditions: [{type: Ready, status: 'True'}]
      containerStatuses:
      - name: api
        ready: true
        restartCount: %d
        state: {running: {}}
        lastState: {terminated: {exitCode: 1}}
    """
        .formatted(times);
  }

  private static String unscheduled(String message) {
    return """
    ---
    kind: Pod
    metadata: {name: api-1-x, namespace: shop, uid: api-1-x, ownerReferences: [{uid: api-1}]}
    status:
      phase: Pending
      conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '%s'}]
    """
        .formatted(message);
  }
}
