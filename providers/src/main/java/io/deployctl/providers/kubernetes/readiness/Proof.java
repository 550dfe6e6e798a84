package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * For how long something has to be ready before a wait believes it.
 *
 * @param needed the time that a wait has to see it ready
 * @param given whether it was ready for long enough before anybody looked, as the cluster's own
 *     clocks have it
 */
record Proof(Duration needed, boolean given) {
  /** Of what is believed at once. */
  static final Proof NONE = new Proof(Duration.ZERO, true);

  /** Without a probe, nothing is known of a pod but that its processes began. */
  private static final Duration BEGUN = Duration.ofSeconds(3);

  /** Between two crashes, every container is well for a moment. */
  private static final Duration RESTARTED = Duration.ofSeconds(10);

  /** The kubelet, too, forgets the crashes of a container that ran for so long. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  /** Times of an object are whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /** Returns what a ready pod has to prove of which nobody asks more. */
  static Proof begun(ObjectNode pod, Surroundings around) {
    Duration needed = BEGUN.plus(KubeletDelay.patience(pod));
    return new Proof(needed, isReadyFor(needed.plus(ROUNDING), pod, around));
  }

  /** Returns what a ready pod has to prove that crashed before. */
  static Proof restarted(ObjectNode pod, Surroundings around) {
    Duration needed = RESTARTED.plus(KubeletDelay.patience(pod));
    return new Proof(needed, isReadyFor(SETTLED, pod, around));
  }

  /** Returns what both have to prove together. */
  Proof and(Proof other) {
    Duration longer = needed.compareTo(other.needed) > 0 ? needed : other.needed;
    return new Proof(longer, given && other.given);
  }

  private static boolean isReadyFor(Duration time, ObjectNode pod, Surroundings around) {
    Optional<Duration> passed =
        condition(pod, "Ready")
            .flatMap(ready -> Fields.time(ready, "/lastTransitionTime"))
            .flatMap(since -> around.time().map(now -> Duration.between(since, now)));
    return passed.filter(since -> since.compareTo(time) >= 0).isPresent();
  }
}
