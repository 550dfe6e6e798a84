package io.deployctl.providers.kubernetes.readiness;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import java.util.Optional;

/**
 * What an object is expected to be.
 *
 * @param object the object
 * @param condition a condition that it must have, {@code Type} or {@code Type=Status}; empty means
 *     ready as its kind understands it
 * @param mayBeGone whether it is as good as ready where it is not there: a Job that ended is
 *     cleaned up some time after
 */
public record Expectation(ResourceId object, Optional<String> condition, boolean mayBeGone) {
  /** Refuses nulls. */
  public Expectation {
    requireNonNull(object, "object is null");
    requireNonNull(condition, "condition is null");
  }

  /** Returns the expectation that the object is ready. */
  public static Expectation ready(ResourceId object) {
    return new Expectation(object, Optional.empty(), false);
  }

  /** Returns the expectation that the object has the condition. */
  public static Expectation condition(ResourceId object, String condition) {
    return new Expectation(object, Optional.of(condition), false);
  }

  /** Returns the expectation of an object that was found ready before. */
  public static Expectation still(ResourceId object) {
    boolean job = object.group().equals("batch") && object.kind().equals("Job");
    return new Expectation(object, Optional.empty(), job);
  }

  /** Returns the object's address, with the condition where there is one. */
  public String describe() {
    return object.address() + condition.map(c -> " (" + c + ")").orElse("");
  }
}
