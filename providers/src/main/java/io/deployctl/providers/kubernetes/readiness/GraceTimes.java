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
public record GraceTimes(Map<String, Duration> byCode, Duration otherwise) {
  /** The times that hold where nobody says otherwise. */
  public static final GraceTimes DEFAULT =
      new GraceTimes(
          Map.of(
              "image-pull", Duration.ofSeconds(20),
              "crash-loop", Duration.ofSeconds(45),
              "out-of-memory", Duration.ofSeconds(45),
              "unschedulable", Duration.ofSeconds(60),
              "waiting-for-nodes", Duration.ofMinutes(5),
              "quota-exceeded", Duration.ofSeconds(30)),
          Duration.ofSeconds(30));

  /** Copies. */
  public GraceTimes {
    byCode = Map.copyOf(byCode);
  }

  /** Returns the time for the code. */
  public Duration of(String code) {
    return byCode.getOrDefault(code, otherwise);
  }
}
