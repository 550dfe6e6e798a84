package io.deployctl.providers.kubernetes;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import java.time.Duration;
import java.util.List;

/**
 * Waits until objects do what they are for. Waiting is deployctl's own, not Helm's or kubectl's.
 */
@FunctionalInterface
public interface ReadinessWaiter {
  /**
   * Waits until every object is ready, a cause is found that waiting can't mend, or time is up.
   * Kinds without a notion of readiness are ready when they are there.
   *
   * @param objects the objects
   * @param timeout for all of them together
   * @param progress takes what is being waited for
   * @param cancellation ends the waiting when a stop is asked for
   * @return the causes, named with their evidence; empty when everything is ready or the waiting
   *     was cancelled
   */
  List<Diagnostic> await(
      List<ResourceId> objects, Duration timeout, Progress progress, Cancellation cancellation);
}
