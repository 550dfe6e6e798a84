package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How executing a step ended.
 *
 * @param end how
 * @param outputs the step's outputs, by name; only on success
 * @param restoration how to come back to the step as it is now; empty where nothing was reached or
 *     the step is gone
 * @param owned the objects that the step owns now, as far as it got
 * @param gone the objects whose deletion was verified
 * @param diagnostics causes on failure; warnings and notes otherwise
 */
public record StepResult(
    End end,
    Map<String, Value> outputs,
    Optional<Restoration> restoration,
    List<InventoryEntry> owned,
    Set<ResourceId> gone,
    List<Diagnostic> diagnostics) {
  /** How a step can end. */
  public enum End {
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /** Refuses nulls and copies. */
  public StepResult {
    requireNonNull(end, "end is null");
    outputs = Map.copyOf(outputs);
    requireNonNull(restoration, "restoration is null");
    owned = List.copyOf(owned);
    gone = Set.copyOf(gone);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns a success that owns no objects. */
  public static StepResult succeeded(
      Map<String, Value> outputs, Optional<Restoration> restoration) {
    return new StepResult(End.SUCCEEDED, outputs, restoration, List.of(), Set.of(), List.of());
  }

  /** Returns a failure that owns no objects. */
  public static StepResult failed(List<Diagnostic> causes, Optional<Restoration> restoration) {
    return new StepResult(End.FAILED, Map.of(), restoration, List.of(), Set.of(), causes);
  }

  /** Returns a cancellation that owns no objects. */
  public static StepResult cancelled(Optional<Restoration> restoration) {
    return new StepResult(End.CANCELLED, Map.of(), restoration, List.of(), Set.of(), List.of());
  }
}
