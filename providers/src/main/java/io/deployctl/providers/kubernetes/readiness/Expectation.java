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
 */
public record Expectation(ResourceId object, Optional<String> condition) {
  /** Refuses nulls. */
  public Expectation {
    requireNonNull(object, "object is null");
    requireNonNull(condition, "condition is null");
  }

  /** Returns the expectation that the object is ready. */
  public static Expectation ready(ResourceId object) {
    return new Expectation(object, Optional.empty());
  }

  /** Returns the object's address, with the condition where there is one. */
  public String describe() {
    return object.address() + condition.map(c -> " (" + c + ")").orElse("");
  }
}
