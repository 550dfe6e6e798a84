package io.deployctl.providers.kubernetes.readiness;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an object's readiness comes to at one look.
 *
 * @param state how it stands
 * @param summary how it stands in a few words: {@code 2 of 3 replicas ready}
 * @param cause why it is not ready, as far as that can be told; of one that is ready, why it may
 *     not stay so
 * @param proof what it has to prove, being ready, before a wait believes it
 */
public record Verdict(State state, String summary, Optional<Cause> cause, Proof proof) {
  /** How an object can stand, from the best to the worst. */
  public enum State {
    READY,
    /** On its way; waiting is right. A cause only explains a wait that took too long. */
    PROGRESSING,
    /** Probably stuck; waiting is right for a grace time. */
    SUSPICIOUS,
    /** Waiting can't mend it. */
    FAILED
  }

  /** Refuses nulls, and a stuck or failed object without a cause. */
  public Verdict {
    requireNonNull(state, "state is null");
    requireNonNull(summary, "summary is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(proof, "proof is null");
    if (state.compareTo(State.PROGRESSING) > 0 && cause.isEmpty()) {
      throw new IllegalArgumentException("a failure needs a cause");
    }
  }

  /** Returns the verdict on an object that does what it is for. */
  public static Verdict ready(String summary) {
    return ready(summary, Proof.NONE);
  }

  /** Returns the verdict on an object that does what it is for, once it has proven that. */
  static Verdict ready(String summary, Proof proof) {
    return new Verdict(State.READY, summary, Optional.empty(), proof);
  }

  /** Returns the verdict on an object that is on its way. */
  public static Verdict progressing(String summary) {
    return new Verdict(State.PROGRESSING, summary, Optional.empty(), Proof.NONE);
  }

  /** Returns the verdict on an object that is on its way, unless it takes too long. */
  public static Verdict progressing(String summary, Cause explanation) {
    return new Verdict(State.PROGRESSING, summary, Optional.of(explanation), Proof.NONE);
  }

  /** Returns the verdict on an object that is probably stuck. */
  public static Verdict suspicious(Cause cause) {
    return new Verdict(State.SUSPICIOUS, cause.summary(), Optional.of(cause), Proof.NONE);
  }

  /** Returns the verdict on an object that waiting can't mend. */
  public static Verdict failed(Cause cause) {
    return new Verdict(State.FAILED, cause.summary(), Optional.of(cause), Proof.NONE);
  }

  /**
   * Returns the verdict on an object that is ready, and crashed before: between two crashes, every
   * container is well for a moment.
   */
  static Verdict restarted(String summary, Cause crash, Proof proof) {
    String told = summary + "; restarted: " + String.join(", ", crash.evidence());
    return new Verdict(State.READY, told, Optional.of(crash), proof);
  }

  /** Returns the same state and cause, said in other words. */
  Verdict saying(String words) {
    return new Verdict(state, words, cause, proof);
  }

  /** Returns this verdict as one that only explains a wait that took too long. */
  Verdict onlyExplaining() {
    return isReady() ? this : new Verdict(State.PROGRESSING, summary, cause, Proof.NONE);
  }

  /** Returns this verdict as it may be told: its log read, and nothing secret in its lines. */
  Verdict told(Surroundings around) {
    return new Verdict(
        state, around.redacted(summary), cause.map(known -> known.told(around)), proof);
  }

  /** Returns whether the object is ready. */
  public boolean isReady() {
    return state == State.READY;
  }
}
