package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a run was about to do something that must not be done twice, and did not live to tell what
 * became of it. It is stored before the act and taken back after it.
 *
 * @param run the run
 * @param inputs digest of what the step was planned from: with the step's name, the identity of the
 *     act
 * @param found what the run had found in the target before it, by names of the provider's own
 * @param at when, by the runner's clock: for people, and to tell attempts of one run apart
 */
public record Attempt(RunId run, Digest inputs, SortedMap<String, String> found, Instant at) {
  private static final String LOST = "lost";

  /** Refuses nulls and copies. */
  public Attempt {
    requireNonNull(run, "run is null");
    requireNonNull(inputs, "inputs is null");
    found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
    requireNonNull(at, "at is null");
  }

  /** Returns one that came to its end, of which what it was done with can't be read any more. */
  public static Attempt ofLost(RunId run, Digest inputs, Instant at) {
    return new Attempt(run, inputs, new TreeMap<>(Map.of(LOST, "what it was done with")), at);
  }

  /** Returns whether what it was done with is lost, so that nothing can be compared with it. */
  public boolean isLost() {
    return found.containsKey(LOST);
  }
}
