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

/** What passes for ready, and what a user is told of probes that fail, on a real node. */
@ExtendWith(RealPodsExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class RealProbesIT {
  private static final String READY =
      """
      command: [httpd, -f, -p, '8080', -h, /www]
      readinessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 1}
      """;

  private final Trials trials = new Trials();

  private final Trial healthy =
      trials.deployment(
          "healthy",
          READY,
          "initContainers: [{name: prepare, image: '%s', command: [sleep, '1']}]"
              .formatted(Workloads.IMAGE));

  @Test
  void workloadThatPassesItsProbesIsReady() {
    healthy.assertTold().isEmpty();
  }

  private final Trial slow =
      trials
          .deployment(
              "slow",
              """
              command: [sh, -c, 'sleep 15; touch /tmp/up; exec httpd -f -p 8080 -h /www']
              startupProbe: {exec: {command: [cat, /tmp/up]}, periodSeconds: 1, failureThreshold: 60}
              readinessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 1}
              """)
          .impatient();

  @Test
  void slowStartWithAStartupProbeIsNoFailure() {
    slow.assertTold().isEmpty();
  }

  private final Trial warming =
      trials
          .deployment(
              "warming", READY.replace("[httpd,", "[sh, -c, 'sleep 15; exec \"$@\"', sh, httpd,"))
          .impatient();

  @Test
  void slowReadinessIsNoFailure() {
    warming.assertTold().isEmpty();
  }

  private final Trial unready =
      trials
          .deployment(
              "unready",
              READY
                  .replace("[httpd,", "[sh, -c, 'echo cache is cold; exec \"$@\"', sh, httpd,")
                  .replace("/health", "/nowhere"))
          .impatient()
          .within(Duration.ofSeconds(10));

  @Test
  void readinessProbeThatFailsOnlyExplainsTheTimeout() {
    unready
        .assertTold()
        .isEqualTo(
            """
            probe-failing: Deployment unready/unready: container main in pod unready-POD does not pass its probe
              event Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404
              log: cache is cold
              not ready after 10.0s: 0 of 1 replicas available
            hint: see whether the probe's path and port are right, and whether the start needs longer
            """);
  }

  private final Trial unlive =
      trials
          .deployment(
              "unlive",
              READY.replace("periodSeconds: 1", "periodSeconds: 1, initialDelaySeconds: 20")
                  + "livenessProbe: {httpGet: {path: /alive, port: 8080}, periodSeconds: 1,"
                  + " failureThreshold: 2}")
          .impatient();

  @Test
  void livenessProbeThatFailsIsBlamedForTheRestarts() {
    unlive
        .assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment unlive/unlive: container main in pod unlive-POD is restarted by its liveness probe again and again
              exit code 137 (SIGKILL), N restarts
              event Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 404
            hint: see whether the probe's path, port and times are right; a slow start needs a `startupProbe` that lasts longer
            """);
  }

  private final Trial unstarted =
      trials
          .deployment(
              "unstarted",
              READY
                  + "startupProbe: {exec: {command: [sh, -c, 'echo no leader yet; exit 1']},"
                  + " periodSeconds: 1, failureThreshold: 3}")
          .impatient();

  @Test
  void startupProbeThatFailsIsBlamedForTheRestarts() {
    unstarted
        .assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment unstarted/unstarted: container main in pod unstarted-POD is restarted by its startup probe again and again
              exit code 137 (SIGKILL), N restarts
              event Unhealthy: Startup probe failed: no leader yet
            hint: see whether the probe's path, port and times are right; a slow start needs a `startupProbe` that lasts longer
            """);
  }

  /** Ready for four seconds of six: never for the eight that its Deployment asks for. */
  private final Trial flapping =
      trials
          .add(
              "Deployment",
              "flapping",
              Workloads.deployment(
                      "flapping",
                      """
                      readinessProbe:
                        exec:
                          command: [sh, -c, '[ $(($(date +%s) % 6)) -lt 4 ] || { echo queue is full; exit 1; }']
                        periodSeconds: 1
                        failureThreshold: 1
                      """,
                      "")
                  .replace("spec:\n  selector", "spec:\n  minReadySeconds: 8\n  selector"))
          .impatient()
          .within(Duration.ofSeconds(30));

  @Test
  void probeThatComesAndGoesIsTold() {
    assertThat(
            flapping
                .told()
                .replace("pod flapping-POD passes its probe, and fails it again", "FLAPS")
                .replace("container main in pod flapping-POD does not pass its probe", "FLAPS")
                .replaceFirst("hint: .*", "hint"))
        .isEqualTo(
            """
            probe-failing: Deployment flapping/flapping: FLAPS
              event Unhealthy: Readiness probe failed: queue is full
              not ready after 30.0s: 0 of 1 replicas available
            hint
            """);
  }

  /** Well for three seconds at a time, and ready all that while. */
  private final Trial moody =
      trials
          .deployment(
              "moody",
              """
          command: [sh, -c, '[ -e /state/tried ] || { touch /state/tried; exit 1; }; echo up; sleep 3; exit 9']
          volumeMounts: [{name: state, mountPath: /state}]
          """,
              "volumes: [{name: state, emptyDir: {}}]")
          .impatient();

  @Test
  void containerThatIsWellBetweenItsCrashesIsNotReady() {
    moody
        .assertTold()
        .isEqualTo(
            """
            crash-loop: Deployment moody/moody: container main in pod moody-POD ends again and again
              exit code 9, N restarts
              log: up
            hint: correct what its last lines name: `kubectl logs -n moody moody-POD -c main --previous`
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
