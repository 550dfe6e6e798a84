package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * Whether runs can work with a store.
 *
 * @param troubles what keeps them from it, each for itself; empty where all is well
 * @param image all that is stored; empty where nothing is there, or nothing can be read
 * @param atWork who holds the lease and was seen to be alive; only looked for where there is
 *     trouble
 */
public record StoreCondition(
    List<Diagnostic> troubles, Optional<StateImage> image, Optional<LeaseHolder> atWork) {
  /** Refuses nulls and copies. */
  public StoreCondition {
    troubles = List.copyOf(troubles);
    requireNonNull(image, "image is null");
    requireNonNull(atWork, "atWork is null");
  }

  /** Returns whether runs can work with the store. */
  public boolean isSound() {
    return troubles.isEmpty();
  }
}
