package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.providers.kubernetes.client.RealPods;
import io.deployctl.providers.kubernetes.client.RealPodsExtension;
import io.deployctl.providers.kubernetes.readiness.Trials.Trial;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a busy control plane, a workload's status says long after a crash that all its pods are ready.
 */
@ExtendWith(RealPodsExtension.class)
@Timeout(300)
class SlowControllersIT {
  private static final int WORKLOADS = 8;

  /** Crashes at once, then after three seconds each time. */
  private static final String CRASHING =
      """
      command: [sh, -c, '[ -e /state/tried ] || { touch /state/tried; exit 1; }; sleep 3; exit 9']
      volumeMounts: [{name: state, mountPath: /state}]
      """;

  @Test
  void statusThatIsBehindDoesNotMakeACrashedPodReady(RealPods pods) throws Exception {
    Trials trials = new Trials();
    List<Trial> crashing =
        IntStream.range(0, WORKLOADS)
            .mapToObj(
                i ->
                    trials
                        .deployment(
                            "crashing-" + i, CRASHING, "volumes: [{name: state, emptyDir: {}}]")
                        .impatient())
            .toList();
    try (SlowControllers slow = SlowControllers.of(pods)) {
      trials.begin(pods);
      assertThat(crashing).allSatisfy(trial -> trial.assertTold().startsWith("crash-loop: "));
    } finally {
      trials.end();
    }
  }
}
