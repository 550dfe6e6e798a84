package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses and events as a kubelet of Kubernetes 1.34 writes them. */
class PodCausesTest {
  private final FakeSurroundings around = new FakeSurroundings();

  private String judge(String status) {
    return judge("{}", status);
  }

  private String judge(String spec, String status) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: api-7d4f-x2x, namespace: shop, uid: pod-1}
        """;
    String whole = pod + "spec: " + spec + "\nstatus:\n" + status.indent(2);
    return Trees.text(PodRule.judge(Trees.of(whole), around).told(around));
  }

  private void event(String reason, String message) {
    event(reason, message, "spec.containers{api}");
  }

  private void event(String reason, String message, String field) {
    around.with(
        """
        apiVersion: v1
        kind: Event
        metadata: {namespace: shop}
        type: Warning
        reason: %s
        message: '%s'
        involvedObject: {kind: Pod, uid: pod-1, fieldPath: '%s'}
        """
            .formatted(reason, message, field));
  }

  @Test
  void imageThatTheRegistryDoesNotKnowFailsAtOnce() {
    assertThat(
            judge(
                """
                phase: Pending
                containerStatuses:
                - name: api
                  image: registry.example.com/shop/api:1.9.0
                  ready: false
                  restartCount: 0
                  state:
                    waiting:
                      reason: ErrImagePull
                      message: 'rpc error: code = NotFound desc = failed to pull and unpack image
                        "registry.example.com/shop/api:1.9.0": failed to resolve reference
                        "registry.example.com/shop/api:1.9.0":
                        registry.example.com/shop/api:1.9.0: not found'
                """))
        .isEqualTo(
            """
            FAILED: image `registry.example.com/shop/api:1.9.0` of container api in pod api-7d4f-x2x can't be pulled
            image-pull: image `registry.example.com/shop/api:1.9.0` of container api in pod api-7d4f-x2x can't be pulled
              ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/shop/api:1.9.0": failed to resolve reference "registry.example.com/shop/api:1.9.0": registry.example.com/shop/api:1.9.0: not found
            hint: see whether the image's name and tag exist, and whether the cluster may pull it
            """);
  }

  @Test
  void backOffWithoutReasonIsExplainedByItsEvent() {
    event("Failed", "Failed to pull image \"api:2\": manifest unknown");
    assertThat(judge(waiting("ImagePullBackOff", "Back-off pulling image \"api:2\"")))
        .isEqualTo(
            """
            FAILED: image `api:2` of container api in pod api-7d4f-x2x can't be pulled
            image-pull: image `api:2` of container api in pod api-7d4f-x2x can't be pulled
              ImagePullBackOff: Back-off pulling image "api:2"
              event Failed: Failed to pull image "api:2": manifest unknown
            hint: see whether the image's name and tag exist, and whether the cluster may pull it
            """);
  }

  @Test
  void registryThatDoesNotAnswerIsOnlySuspicious() {
    assertThat(
            judge(
                waiting(
                    "ErrImagePull",
                    "rpc error: code = Unavailable desc = dial tcp 10.0.0.9:443: i/o timeout")))
        .startsWith("SUSPICIOUS: image `api:2` of container api in pod api-7d4f-x2x can't be")
        .contains("hint: see whether the registry's name is right, and whether it answers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pulling from host r.example.com failed with status code [manifests 2]: 503 Service",
        "toomanyrequests: too many requests",
        "tls: failed to verify certificate: x509: certificate signed by unknown authority"
      })
  void registryInTroubleIsToldFromAWrongImage(String message) {
    assertThat(judge(waiting("ImagePullBackOff", "failed to do: " + message)))
        .startsWith("SUSPICIOUS: ")
        .contains("hint: see whether the registry's name is right, and whether it answers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed with status code [manifests 2]: 403 Forbidden",
        "pull access denied, server message: insufficient_scope: authorization failed"
      })
  void lackOfRightsIsToldFromAWrongImage(String message) {
    assertThat(judge(waiting("ImagePullBackOff", "failed to do: " + message)))
        .startsWith("SUSPICIOUS: ")
        .contains("hint: see whether the image's name is right, and whether the pod's `image");
  }

  @Test
  void imageNameThatIsNoneFailsAtOnce() {
    assertThat(judge(waiting("InvalidImageName", "couldn't parse image name \"API:2\"")))
        .startsWith("FAILED: image `api:2` of container api in pod api-7d4f-x2x has no valid name")
        .contains("  InvalidImageName: couldn't parse image name \"API:2\"\n")
        .contains("hint: correct the image's name: ");
  }

  @Test
  void missingConfigMapIsNamed() {
    assertThat(judge(waiting("CreateContainerConfigError", "configmap \"api-config\" not found")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x needs configuration that is not there
            config-missing: container api in pod api-7d4f-x2x needs configuration that is not there
              configmap "api-config" not found
            hint: add the ConfigMap, Secret or key to an earlier step, or correct its name
            """);
  }

  @Test
  void missingKeyOfASecretIsNamed() {
    assertThat(
            judge(
                waiting(
                    "CreateContainerConfigError", "couldn't find key url in Secret shop/api-db")))
        .contains("config-missing: ", "  couldn't find key url in Secret shop/api-db\n");
  }

  @Test
  void containerThatTheRuntimeRefusesIsNamed() {
    assertThat(
            judge(
                waiting(
                    "CreateContainerConfigError",
                    "container has runAsNonRoot and image will run as root")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x can't be started
            container-start: container api in pod api-7d4f-x2x can't be started
              CreateContainerConfigError: container has runAsNonRoot and image will run as root
            hint: see whether its command, user and security context fit the image
            """);
  }

  @Test
  void crashLoopIsExplainedByExitCodeAndLastLines() {
    around.withLog("api-7d4f-x2x", "api", true, "connecting to db:5432", "connection refused");
    assertThat(judge(crashLooping("{exitCode: 1, reason: Error}")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x ends again and again
            crash-loop: container api in pod api-7d4f-x2x ends again and again
              exit code 1, 3 restarts
              log: connecting to db:5432
              log: connection refused
            hint: correct what its last lines name: `kubectl logs -n shop api-7d4f-x2x -c api --previous`
            """);
  }

  @Test
  void commandThatIsNotThereIsNamedByItsStartError() {
    assertThat(
            judge(
                crashLooping(
                    "{exitCode: 128, reason: StartError, message: 'exec: \"serve\": executable"
                        + " file not found in $PATH'}")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x can't be started
            container-start: container api in pod api-7d4f-x2x can't be started
              StartError: exec: "serve": executable file not found in $PATH
            hint: see whether its command, user and security context fit the image
            """);
  }

  @Test
  void crashLoopOfAProcessThatEndsWellGetsItsOwnAdvice() {
    assertThat(judge(crashLooping("{exitCode: 0, reason: Completed}")))
        .contains("  exit code 0 (Completed), 3 restarts\n")
        .contains("hint: keep its process in the foreground: a container that is done is");
  }

  @Test
  void restartByALivenessProbeNamesTheProbe() {
    event("Unhealthy", "Readiness probe failed: connection refused");
    event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500");
    event("Unhealthy", "Liveness probe failed: other", "spec.containers{sidecar}");
    assertThat(judge(crashLooping("{exitCode: 137, reason: Error}")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x is restarted by its liveness probe again and again
            crash-loop: container api in pod api-7d4f-x2x is restarted by its liveness probe again and again
              exit code 137 (SIGKILL), 3 restarts
              event Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500
            hint: see whether the probe's path, port and times are right; a slow start needs a `startupProbe` that lasts longer
            """);
  }

  @Test
  void processThatEndsByItselfIsNotBlamedOnItsProbe() {
    event("Unhealthy", "Liveness probe failed: connection refused");
    assertThat(judge(crashLooping("{exitCode: 2, reason: Error}")))
        .contains("ends again and again", "  event Unhealthy: Liveness probe failed: connection")
        .contains("hint: correct what its last lines name: ");
  }

  @Test
  void hookThatFailsIsNamed() {
    event("FailedPostStartHook", "PostStartHook failed");
    assertThat(judge(crashLooping("{exitCode: 137, reason: Error}")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x can't be started
            container-start: container api in pod api-7d4f-x2x can't be started
              event FailedPostStartHook: PostStartHook failed
            hint: see why the command of its `postStart` hook fails: the kubelet then ends the container
            """);
  }

  @Test
  void containerThatIsWellBetweenTwoCrashesIsDoubted() {
    assertThat(
            judge(
                """
                phase: Running
                conditions: [{type: Ready, status: 'True'}]
                containerStatuses:
                - name: api
                  ready: true
                  restartCount: 2
                  state: {running: {startedAt: '2026-01-01T10:00:00Z'}}
                  lastState: {terminated: {exitCode: 1, reason: Error}}
                """))
        .startsWith("READY: ready; restarted: exit code 1, 2 restarts\n");
  }

  @Test
  void outOfMemoryIsTold() {
    assertThat(judge(crashLooping("{exitCode: 137, reason: OOMKilled}")))
        .isEqualTo(
            """
            SUSPICIOUS: container api in pod api-7d4f-x2x runs out of memory
            out-of-memory: container api in pod api-7d4f-x2x runs out of memory
              exit code 137 (OOMKilled), 3 restarts
            hint: raise `resources.limits.memory`, or have the process use less
            """);
  }

  @Test
  void containerThatRunsAgainIsGivenItsTime() {
    assertThat(
            judge(
                """
                phase: Running
                containerStatuses:
                - name: api
                  ready: false
                  restartCount: 1
                  state: {running: {startedAt: '2026-01-01T10:00:00Z'}}
                  lastState: {terminated: {exitCode: 1, reason: Error}}
                """))
        .startsWith(
            """
            PROGRESSING: container api in pod api-7d4f-x2x ends again and again
            crash-loop: container api in pod api-7d4f-x2x ends again and again
              exit code 1, 1 restart
            """);
  }

  @Test
  void containerThatIsNeverRestartedFailsAtOnce() {
    around.withLog("api-7d4f-x2x", "migrate", false, "table orders is there already");
    assertThat(
            judge(
                "{restartPolicy: Never}",
                """
                phase: Failed
                containerStatuses:
                - name: migrate
                  ready: false
                  restartCount: 0
                  state: {terminated: {exitCode: 3, reason: Error}}
                """))
        .isEqualTo(
            """
            FAILED: container migrate in pod api-7d4f-x2x failed
            pod-failed: container migrate in pod api-7d4f-x2x failed
              exit code 3, 0 restarts
              log: table orders is there already
            hint: correct what its last lines name
            """);
  }

  @Test
  void initContainerIsNamedAsOne() {
    around.withLog("api-7d4f-x2x", "migrate", true, "no such database");
    assertThat(
            judge(
                """
                phase: Pending
                initContainerStatuses:
                - name: migrate
                  ready: false
                  restartCount: 2
                  state: {waiting: {reason: CrashLoopBackOff}}
                  lastState: {terminated: {exitCode: 2, reason: Error}}
                containerStatuses:
                - name: api
                  ready: false
                  restartCount: 0
                  state: {waiting: {reason: PodInitializing}}
                """))
        .startsWith(
            """
            SUSPICIOUS: init container migrate in pod api-7d4f-x2x ends again and again
            crash-loop: init container migrate in pod api-7d4f-x2x ends again and again
              exit code 2, 2 restarts
              log: no such database
            """);
  }

  @Test
  void initContainerThatWaitsIsOnItsWay() {
    around.withLog("api-7d4f-x2x", "wait-for-db", false, "waiting for db:5432");
    assertThat(
            judge(
                "{initContainers: [{name: wait-for-db}]}",
                """
                phase: Pending
                initContainerStatuses:
                - name: wait-for-db
                  ready: false
                  started: true
                  restartCount: 0
                  state: {running: {startedAt: '2026-01-01T10:00:00Z'}}
                containerStatuses:
                - {name: api, ready: false, restartCount: 0, state: {waiting: {reason: PodInitializing}}}
                """))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x: init container wait-for-db runs
            init-waiting: init container wait-for-db in pod api-7d4f-x2x is not done
              running since 2026-01-01T10:00:00Z
              log: waiting for db:5432
            hint: see what it waits for, and whether that is there
            """);
  }

  @Test
  void sidecarThatRunsHoldsNobodyUp() {
    assertThat(
            judge(
                "{initContainers: [{name: proxy, restartPolicy: Always}]}",
                """
                phase: Running
                initContainerStatuses:
                - {name: proxy, ready: true, started: true, restartCount: 0, state: {running: {}}}
                containerStatuses:
                - {name: api, ready: false, started: true, restartCount: 0, state: {running: {}}}
                """))
        .contains("not-ready: container api in pod api-7d4f-x2x runs, and is not ready\n");
  }

  @Test
  void podThatFitsOnNoNodeIsSuspicious() {
    assertThat(judge(unscheduled("0/2 nodes are available: 2 Insufficient memory.")))
        .isEqualTo(
            """
            SUSPICIOUS: pod api-7d4f-x2x fits on no node
            unschedulable: pod api-7d4f-x2x fits on no node
              0/2 nodes are available: 2 Insufficient memory.
            hint: add capacity, or change its requests, node selector or tolerations
            """);
  }

  @Test
  void thatNothingIsGainedByPreemptionIsLeftOut() {
    assertThat(
            judge(
                unscheduled(
                    "0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate,"
                        + " preemption: 0/1 nodes are available: 1 Preemption is not helpful for"
                        + " scheduling.")))
        .contains("  0/1 nodes are available: 1 Insufficient memory.\n");
  }

  @Test
  void scaleUpThatIsUnderWayIsToldApart() {
    event("TriggeredScaleUp", "pod triggered scale-up: [{pool-1 2->3 (max: 5)}]", "");
    assertThat(judge(unscheduled("0/2 nodes are available: 2 Insufficient cpu.")))
        .isEqualTo(
            """
            SUSPICIOUS: pod api-7d4f-x2x waits for a new node
            waiting-for-nodes: pod api-7d4f-x2x waits for a new node
              0/2 nodes are available: 2 Insufficient cpu.
              event TriggeredScaleUp: pod triggered scale-up: [{pool-1 2->3 (max: 5)}]
            hint: see whether the node comes up: `kubectl get nodes`
            """);
  }

  @Test
  void scalerThatGaveUpIsEvidence() {
    event("TriggeredScaleUp", "pod triggered scale-up: [{pool-1 2->3 (max: 5)}]", "");
    event("NotTriggerScaleUp", "pod did not trigger scale-up: 1 max node group size reached", "");
    assertThat(judge(unscheduled("0/2 nodes are available: 2 Insufficient cpu.")))
        .contains("unschedulable: ", "  event NotTriggerScaleUp: pod did not trigger scale-up: 1");
  }

  @Test
  void claimThatIsNotBoundIsNamedWithWhatIsSaidOfIt() {
    around.with(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data-db-0, namespace: shop, uid: claim-1}
        spec: {storageClassName: fast}
        status: {phase: Pending}
        ---
        apiVersion: v1
        kind: Event
        metadata: {namespace: shop}
        reason: ProvisioningFailed
        message: storageclass.storage.k8s.io "fast" not found
        involvedObject: {uid: claim-1}
        """);
    assertThat(
            judge(
                "{volumes: [{name: data, persistentVolumeClaim: {claimName: data-db-0}}]}",
                unscheduled(
                    "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.")))
        .isEqualTo(
            """
            SUSPICIOUS: pod api-7d4f-x2x waits for its volume
            volume-pending: pod api-7d4f-x2x waits for its volume
              0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.
              claim data-db-0 of storage class `fast` is pending
              event ProvisioningFailed: storageclass.storage.k8s.io "fast" not found
            hint: see whether the claim exists, its storage class too, and whether its provisioner runs
            """);
  }

  @Test
  void schedulingGateIsNoTrouble() {
    assertThat(
            judge(
                """
                phase: Pending
                conditions:
                - {type: PodScheduled, status: 'False', reason: SchedulingGated, message: gated by quota}
                """))
        .startsWith(
            """
            PROGRESSING: pod api-7d4f-x2x waits at a gate
            scheduling-gated: pod api-7d4f-x2x is held back by a scheduling gate
              gated by quota
            """);
  }

  @Test
  void secretThatAVolumeNeedsIsNamed() {
    event("FailedMount", "MountVolume.SetUp failed for volume \"tls\" : secret \"tls\" not found");
    assertThat(judge(creating()))
        .startsWith("SUSPICIOUS: pod api-7d4f-x2x needs configuration that is not there")
        .contains("  event FailedMount: MountVolume.SetUp failed for volume \"tls\" : secret");
  }

  @Test
  void volumeOfAnotherNodeIsWaitedFor() {
    event("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\"");
    assertThat(judge(creating()))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x is being set up
            volume-mount: a volume of pod api-7d4f-x2x can't be mounted
              event FailedAttachVolume: Multi-Attach error for volume "pvc-1"
            hint: see whether the volume is still attached to another node
            """);
  }

  @Test
  void podWithoutNetworkIsWaitedFor() {
    event("FailedCreatePodSandBox", "network plugin is not ready: cni config uninitialized");
    assertThat(judge("{nodeName: node-1}", creating()))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x is being set up
            pod-sandbox: pod api-7d4f-x2x gets no network
              event FailedCreatePodSandBox: network plugin is not ready: cni config uninitialized
            hint: see whether the network plugin runs on node node-1
            """);
  }

  @Test
  void failingProbeExplainsAndNeverFails() {
    event("FailedMount", "configmap \"api\" not found, a moment ago");
    event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
    around.withLog("api-7d4f-x2x", "api", false, "loading 40 GB of cache");
    assertThat(judge(running()))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x runs, and is not ready yet
            probe-failing: container api in pod api-7d4f-x2x does not pass its probe
              event Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503
              log: loading 40 GB of cache
            hint: see whether the probe's path and port are right, and whether the start needs longer
            """);
  }

  @Test
  void slowStartWithoutEventsIsToldByItsLastLines() {
    around.withLog("api-7d4f-x2x", "api", false, "warming up");
    assertThat(judge(running()))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x runs, and is not ready yet
            not-ready: container api in pod api-7d4f-x2x runs, and is not ready
              log: warming up
            hint: see what it waits for in its last lines
            """);
  }

  @Test
  void readinessGateIsNamed() {
    assertThat(
            judge(
                "{readinessGates: [{conditionType: target-health.example.com/lb}]}",
                """
                phase: Running
                containerStatuses:
                - {name: api, ready: true, restartCount: 0, state: {running: {}}}
                conditions:
                - {type: Ready, status: 'False'}
                - {type: target-health.example.com/lb, status: 'False', message: initial health checks}
                """))
        .isEqualTo(
            """
            PROGRESSING: pod api-7d4f-x2x waits for target-health.example.com/lb
            readiness-gate: pod api-7d4f-x2x waits for its readiness gate target-health.example.com/lb
              initial health checks
            hint: see whether the controller that sets this condition runs
            """);
  }

  @Test
  void evictedPodFailed() {
    assertThat(
            judge(
                """
                phase: Failed
                reason: Evicted
                message: 'The node was low on resource: ephemeral-storage.'
                """))
        .isEqualTo(
            """
            FAILED: pod api-7d4f-x2x failed: Evicted
            pod-failed: pod api-7d4f-x2x failed: Evicted
              The node was low on resource: ephemeral-storage.
            hint: look at the pod: `kubectl describe pod -n shop api-7d4f-x2x`
            """);
  }

  @Test
  void readyAndSucceededPodsAreReady() {
    assertThat(judge("phase: Succeeded")).isEqualTo("READY: succeeded\n");
    assertThat(judge("phase: Running\nconditions: [{type: Ready, status: 'True'}]"))
        .isEqualTo("READY: ready\n");
  }

  @Test
  void podThatNobodyHasSeenYetIsStarting() {
    assertThat(judge("phase: Pending")).isEqualTo("PROGRESSING: pod api-7d4f-x2x is starting\n");
  }

  @Test
  void secretsInMessagesAreMasked() {
    around.withSecret("s3cret-token");
    assertThat(
            judge(crashLooping("{exitCode: 1, reason: Error, message: 'bad token s3cret-token'}")))
        .contains("  bad token (secret)\n")
        .doesNotContain("s3cret-token");
  }

  private static String waiting(String reason, String message) {
    return """
    phase: Pending
    containerStatuses:
    - name: api
      image: api:2
      ready: false
      restartCount: 0
      state: {waiting: {reason: %s, message: '%s'}}
    """
        .formatted(reason, message.replace("'", "''"));
  }

  private static String crashLooping(String terminated) {
    return """
    phase: Running
    containerStatuses:
    - name: api
      image: api:2
      ready: false
      restartCount: 3
      state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s restarting failed container}}
      lastState: {terminated: %s}
    """
        .formatted(terminated);
  }

  private static String unscheduled(String message) {
    return """
    phase: Pending
    conditions:
    - {type: PodScheduled, status: 'False', reason: Unschedulable, message: '%s'}
    """
        .formatted(message);
  }

  private static String creating() {
    return """
    phase: Pending
    containerStatuses:
    - {name: api, ready: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}
    """;
  }

  private static String running() {
    return """
    phase: Running
    conditions: [{type: Ready, status: 'False', reason: ContainersNotReady}]
    containerStatuses:
    - {name: api, ready: false, started: true, restartCount: 0, state: {running: {}}}
    """;
  }
}
