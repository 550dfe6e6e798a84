package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far an execution got. Safe for several threads. */
final class Execution {
  private final ActionsPayload payload;
  private final SortedMap<ResourceId, InventoryEntry> owned = new TreeMap<>();
  private final SortedMap<ResourceId, Manifest> reached = new TreeMap<>();
  private final Set<ResourceId> gone = new HashSet<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private boolean cancelled;

  /** Starts with the objects that need nothing. */
  Execution(ActionsPayload payload) {
    this.payload = payload;
    payload.unchanged().forEach(entry -> owned.put(entry.id(), entry));
  }

  /** Notes that an object was applied. */
  synchronized void applied(InventoryEntry entry, Manifest manifest) {
    owned.put(entry.id(), entry);
    reached.put(manifest.id(), manifest);
  }

  /**
   * Notes that it is not known whether an object did what it is for: a Job that failed is to run
   * again once somebody deleted it, and not to count as done.
   */
  synchronized void unfinished(ResourceId id) {
    owned.computeIfPresent(
        id,
        (same, entry) ->
            new InventoryEntry(
                id,
                entry.apiVersion(),
                entry.step(),
                entry.uid(),
                Optional.empty(),
                Optional.empty()));
  }

  /** Notes that objects are gone. */
  synchronized void gone(Collection<ResourceId> ids) {
    gone.addAll(ids);
  }

  /** Notes what is wrong, or worth to know. */
  synchronized void problem(Diagnostic diagnostic) {
    problems.add(diagnostic);
  }

  /** Notes whether a stop was asked for. */
  synchronized void cancelled(boolean asked) {
    cancelled = asked;
  }

  /** Returns whether something went wrong. */
  synchronized boolean hasErrors() {
    return problems.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns what is known of how the object was applied. */
  synchronized Optional<InventoryEntry> entry(ResourceId id) {
    return Optional.ofNullable(owned.get(id));
  }

  /**
   * Returns the execution's result. What can be restored is what is there now: of an object that
   * was not reached, what the newest release has of it.
   *
   * @param planned all manifests of the plan
   */
  synchronized StepResult result(StepScope scope, Map<ResourceId, Manifest> planned) {
    StepResult.End end = StepResult.End.SUCCEEDED;
    if (hasErrors()) {
      end = StepResult.End.FAILED;
    } else if (cancelled) {
      end = StepResult.End.CANCELLED;
    }
    SortedMap<ResourceId, Manifest> present = present(scope, planned);
    Optional<Restoration> restoration =
        present.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Restoration(
                    ManifestsProvider.NAME,
                    ManifestsProvider.VERSION,
                    ObjectsPayload.write(present.values())));
    List<InventoryEntry> entries = new ArrayList<>(owned.values());
    return new StepResult(end, Map.of(), restoration, entries, gone, problems);
  }

  private SortedMap<ResourceId, Manifest> present(
      StepScope scope, Map<ResourceId, Manifest> planned) {
    SortedMap<ResourceId, Manifest> before = ObjectsPayload.previous(scope);
    Set<ResourceId> touched = new HashSet<>(payload.touched());
    SortedMap<ResourceId, Manifest> present = new TreeMap<>();
    planned.forEach(
        (id, manifest) -> {
          if (reached.containsKey(id) || !touched.contains(id)) {
            present.put(id, manifest);
          } else if (before.containsKey(id)) {
            present.put(id, before.get(id));
          }
        });
    if (hasErrors() || cancelled) {
      // Nothing of the former step is pruned after a failure.
      before.forEach(present::putIfAbsent);
      gone.forEach(present::remove);
    }
    return present;
  }
}
