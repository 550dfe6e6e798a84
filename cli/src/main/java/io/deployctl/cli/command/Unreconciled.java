package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.store.StateImage;
import java.util.function.Supplier;

/**
 * An emergency on this machine whose runs are not in the environment's own state yet.
 *
 * @param told who began it, when and why, in words
 * @param state reads the state as the emergency left it
 * @param end deletes the record
 */
public record Unreconciled(String told, Supplier<StateImage> state, Runnable end) {
  /** Refuses nulls. */
  public Unreconciled {
    requireNonNull(told, "told is null");
    requireNonNull(state, "state is null");
    requireNonNull(end, "end is null");
  }
}
