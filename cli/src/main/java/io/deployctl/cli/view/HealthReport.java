package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * How everything that an environment owns stands.
 *
 * @param items an item for each object
 */
public record HealthReport(List<Item> items) {
  /**
   * One object.
   *
   * @param address the object as users read it
   * @param state {@code ready}, {@code progressing}, {@code suspicious} or {@code failed}
   * @param summary how it stands, in a few words
   * @param cause why it is not ready, with its evidence
   */
  public record Item(String address, String state, String summary, Optional<Diagnostic> cause) {
    /** Refuses nulls. */
    public Item {
      requireNonNull(address, "address is null");
      requireNonNull(state, "state is null");
      requireNonNull(summary, "summary is null");
      requireNonNull(cause, "cause is null");
    }

    /** Returns whether it is ready. */
    public boolean isReady() {
      return state.equals("ready");
    }
  }

  /** Copies. */
  public HealthReport {
    items = List.copyOf(items);
  }

  /** Returns whether everything is ready. */
  public boolean isGood() {
    return items.stream().allMatch(Item::isReady);
  }
}
