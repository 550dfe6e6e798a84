package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param exit how the command should end
 * @param release the run's release as it was stored last; empty where nothing was begun, or where
 *     the environment is gone
 * @param diagnostics causes, warnings and what to do next
 */
public record RunResult(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
  /** Refuses nulls and copies. */
  public RunResult {
    requireNonNull(exit, "exit is null");
    requireNonNull(release, "release is null");
    diagnostics = List.copyOf(diagnostics);
  }
}
