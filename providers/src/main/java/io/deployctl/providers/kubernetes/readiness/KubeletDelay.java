package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far behind its containers a kubelet is. A node that is busy tells seconds late that a process
 * began, and just as late that it ended: until then, a process that is long gone counts as ready.
 * Both times are of the node's own clock.
 */
final class KubeletDelay {
  /** A kubelet looks at its containers once a second, and writes whole seconds. */
  private static final Duration USUAL = Duration.ofSeconds(1);

  private static final Duration MOST = Duration.ofSeconds(10);

  private KubeletDelay() {}

  /** Returns for how much longer than usual a pod has to be ready before one can believe it. */
  static Duration patience(ObjectNode pod) {
    Optional<Instant> told =
        condition(pod, "Ready").flatMap(ready -> time(ready, "/lastTransitionTime"));
    Optional<Instant> began =
        items(pod, "/status/containerStatuses").stream()
            .flatMap(status -> time(status, "/state/running/startedAt").stream())
            .max(Instant::compareTo);
    if (told.isEmpty() || began.isEmpty()) {
      return Duration.ZERO;
    }
    Duration late = Duration.between(began.get(), told.get()).minus(USUAL);
    if (late.isNegative()) {
      return Duration.ZERO;
    }
    return (late.compareTo(MOST) > 0 ? MOST : late).multipliedBy(2);
  }
}
