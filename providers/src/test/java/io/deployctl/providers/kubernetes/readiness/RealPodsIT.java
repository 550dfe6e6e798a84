package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.providers.kubernetes.client.RealPods;
import io.deployctl.providers.kubernetes.client.RealPodsExtension;
import io.deployctl.providers.kubernetes.readiness.Trials.Trial;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user is told of containers that can't start or that end, on a real node. */
@ExtendWith(RealPodsExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class RealPodsIT {
  private static final String INIT =
      "initContainers: [{name: %s, image: '" + Workloads.IMAGE + "', command: [sh, -c, '%s']}]";

  private final Trials trials = new Trials();

  private final Trial crashing =
      trials.deployment(
          "crashing", "command: [sh, -c, 'echo starting; echo no database at db:5432; exit 3']");

  @Test
  void crashLoopIsToldWithItsExitCodeAndLastLines() {
    crashing
        .assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment crashing/crashing: container main in pod crashing-POD ends again and again
              exit code 3, N restarts
              log: starting
              log: no database at db:5432
            hint: correct what its last lines name: `kubectl logs -n crashing crashing-POD -c main --previous`
            """);
  }

  private final Trial done = trials.deployment("done", "command: [echo, 'all done']").impatient();

  @Test
  void processThatIsDoneIsToldToStay() {
    done.assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment done/done: container main in pod done-POD ends again and again
              exit code 0 (Completed), N restarts
              log: all done
            hint: keep its process in the foreground: a container that is done is restarted
            """);
  }

  private final Trial hungry =
      trials
          .deployment(
              "hungry",
              """
              command: [sh, -c, 'echo loading the catalogue; tail /dev/zero']
              readinessProbe: {exec: {command: [cat, /tmp/loaded]}, periodSeconds: 1}
              resources: {limits: {memory: 24Mi}}
              """)
          .impatient();

  @Test
  void wantOfMemoryIsTold() {
    hungry
        .assertTold()
        .isEqualTo(
            """
            out-of-memory: Deployment hungry/hungry: container main in pod hungry-POD runs out of memory
              exit code 137 (OOMKilled), N restarts
              log: loading the catalogue
            hint: raise `resources.limits.memory`, or have the process use less
            """);
  }

  private final Trial commandless = trials.deployment("commandless", "command: [/app/server]");

  @Test
  void commandThatIsNotThereIsTold() {
    assertThat(commandless.told().replace("RunContainerError", "StartError"))
        .isEqualTo(
            """
            container-start: Deployment commandless/commandless: container main in pod commandless-POD can't be started
              StartError: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/server": stat /app/server: no such file or directory: unknown
            hint: see whether its command, user and security context fit the image
            """);
  }

  private final Trial rooted =
      trials.deployment("rooted", "", "securityContext: {runAsNonRoot: true}").impatient();

  @Test
  void imageThatRunsAsRootIsToldWhereItMustNot() {
    rooted
        .assertTold()
        .isEqualTo(
            """
            container-start: Deployment rooted/rooted: container main in pod rooted-POD can't be started
              CreateContainerConfigError: container has runAsNonRoot and image will run as root (pod: "rooted-POD_rooted(UID)", container: main)
            hint: see whether its command, user and security context fit the image
            """);
  }

  private final Trial hooked =
      trials
          .deployment("hooked", "lifecycle: {postStart: {exec: {command: [cat, /leader]}}}")
          .impatient();

  @Test
  void hookThatFailsIsTold() {
    // Between two attempts only the event tells of the hook, during one the status does.
    hooked
        .assertTold()
        .startsWith(
            "container-start: Deployment hooked/hooked: container main in pod hooked-POD can't be"
                + " started\n")
        .containsAnyOf(
            "  event FailedPostStartHook: PostStartHook failed\n",
            "  PostStartHookError: Exec lifecycle hook ([cat /leader]) for Container \"main\"")
        .endsWith(
            "hint: see why the command of its `postStart` hook fails: the kubelet then ends the"
                + " container\n");
  }

  private final Trial mapless =
      trials.deployment("mapless", "envFrom: [{configMapRef: {name: settings}}]").impatient();

  @Test
  void configMapThatIsNotThereIsTold() {
    mapless
        .assertTold()
        .isEqualTo(
            """
            config-missing: Deployment mapless/mapless: container main in pod mapless-POD needs configuration that is not there
              configmap "settings" not found
            hint: add the ConfigMap, Secret or key to an earlier step, or correct its name
            """);
  }

  private final Trial keyless =
      trials
          .deployment(
              "keyless",
              "env: [{name: A, valueFrom: {configMapKeyRef: {name: kube-root-ca.crt, key: size}}}]")
          .impatient();

  @Test
  void keyThatIsNotThereIsTold() {
    keyless
        .assertTold()
        .contains("  couldn't find key size in ConfigMap keyless/kube-root-ca.crt\n")
        .startsWith("config-missing: ");
  }

  private final Trial volumeless =
      trials
          .deployment(
              "volumeless",
              "volumeMounts: [{name: tls, mountPath: /tls}]",
              "volumes: [{name: tls, secret: {secretName: certificate}}]")
          .impatient();

  @Test
  void secretOfAVolumeThatIsNotThereIsTold() {
    volumeless
        .assertTold()
        .isEqualTo(
            """
            config-missing: Deployment volumeless/volumeless: pod volumeless-POD needs configuration that is not there
              event FailedMount: MountVolume.SetUp failed for volume "tls" : secret "certificate" not found
            hint: add the ConfigMap, Secret or key to an earlier step, or correct its name
            """);
  }

  private final Trial waiting =
      trials
          .deployment("waiting", "", INIT.formatted("wait", "echo waiting for db; sleep 600"))
          .impatient()
          .within(Duration.ofSeconds(12));

  @Test
  void initContainerThatWaitsOnlyExplainsTheTimeout() {
    waiting
        .assertTold()
        .isEqualTo(
            """
            init-waiting: Deployment waiting/waiting: init container wait in pod waiting-POD is not done
              running since TIME
              log: waiting for db
              not ready after 12.0s: 0 of 1 replicas available
            hint: see what it waits for, and whether that is there
            """);
  }

  private final Trial unmigrated =
      trials
          .deployment("unmigrated", "", INIT.formatted("migrate", "echo schema is locked; exit 2"))
          .impatient();

  @Test
  void initContainerThatFailsIsTold() {
    unmigrated
        .assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment unmigrated/unmigrated: init container migrate in pod unmigrated-POD ends again and again
              exit code 2, N restarts
              log: schema is locked
            hint: correct what its last lines name: `kubectl logs -n unmigrated unmigrated-POD -c migrate --previous`
            """);
  }

  private final Trial large =
      trials.deployment("large", "resources: {requests: {memory: 900Gi}}").impatient();

  @Test
  void podThatIsTooLargeIsTold() {
    large
        .assertTold()
        .isEqualTo(
            """
            unschedulable: Deployment large/large: pod large-POD fits on no node
              0/1 nodes are available: 1 Insufficient memory.
            hint: add capacity, or change its requests, node selector or tolerations
            """);
  }

  private final Trial choosy =
      trials.deployment("choosy", "", "nodeSelector: {disk: ssd}").impatient();

  @Test
  void podThatWantsAnotherNodeIsTold() {
    choosy
        .assertTold()
        .contains(
            "  0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.\n")
        .startsWith("unschedulable: Deployment choosy/choosy: pod choosy-POD fits on no node\n");
  }

  private final Trial migrated =
      trials.add("Job", "migrated", Workloads.job("migrated", "command: [echo, done]"));

  @Test
  void jobThatEndsWellIsReady() {
    migrated.assertTold().isEmpty();
  }

  private final Trial stuck =
      trials.add(
          "Job",
          "stuck",
          Workloads.job("stuck", "command: [sh, -c, 'echo table orders is locked; exit 7']"));

  @Test
  void jobThatFailsIsToldWithItsLastLines() {
    stuck
        .assertTold()
        .isEqualTo(
            """
            job-failed: Job stuck/stuck: the Job failed, and is out of retries
              BackoffLimitExceeded: Job has reached the specified backoff limit
              container main in pod stuck-POD failed
              exit code 7, N restarts
              log: table orders is locked
            hint: correct what the last lines name, then delete the Job to have it run again; a changed one runs under a new name
            """);
  }

  @BeforeAll
  void begin(RealPods pods) {
    trials.begin(pods);
  }

  @AfterAll
  void end() {
    trials.end();
  }
}
