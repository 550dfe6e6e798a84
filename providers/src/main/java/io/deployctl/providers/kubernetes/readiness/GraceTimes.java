package io.deployctl.providers.kubernetes.readiness;

import java.time.Duration;
import java.util.Map;

/**
 * How long a suspicious cause may last before it is called a failure: long enough for what mends
 * itself (an image that a second pull gets, a Secret that comes a moment later, a node that is
 * being added), short enough not to wait a whole timeout for a wrong tag.
 *
 * @param byCode the time for each code
 * @param otherwise the time for every other code
 */
public record GraceTimes(Map<CauseCode, Duration> byCode, Duration otherwise) {
  /** The times that hold where nobody says otherwise. */
  public static final GraceTimes DEFAULT =
      new GraceTimes(
          Map.of(
              CauseCode.IMAGE_PULL, Duration.ofSeconds(20),
              CauseCode.CRASH_LOOP, Duration.ofSeconds(60),
              CauseCode.OUT_OF_MEMORY, Duration.ofSeconds(60),
              CauseCode.PROGRESS_DEADLINE, Duration.ofSeconds(10),
              CauseCode.UNSCHEDULABLE, Duration.ofSeconds(90),
              CauseCode.VOLUME_PENDING, Duration.ofMinutes(2),
              CauseCode.WAITING_FOR_NODES, Duration.ofMinutes(5)),
          Duration.ofSeconds(30));

  /** Copies. */
  public GraceTimes {
    byCode = Map.copyOf(byCode);
  }

  /** Returns the time for the code. */
  public Duration of(CauseCode code) {
    return byCode.getOrDefault(code, otherwise);
  }
}
