package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A run without the environment's own lease and state.
 *
 * @param reason why, for the record
 * @param from an exported state to work from, if one was given
 */
public record Emergency(String reason, Optional<Path> from) {
  /** Refuses nulls. */
  public Emergency {
    requireNonNull(reason, "reason is null");
    requireNonNull(from, "from is null");
  }
}
