package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.StepScope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs of an earlier release that are not there any more: they ran then, and coming back to that
 * release does not run them again. The inventory remembers them as if they had been cleaned up.
 */
final class PastJobs {
  private final Set<ResourceId> past = new HashSet<>();
  private final StepScope scope;
  private final Prints prints;

  /** Finds them among what is restored. */
  PastJobs(StepScope scope, List<Desired> restored, Map<ResourceId, ObjectNode> live) {
    this.scope = scope;
    this.prints = new Prints(scope.tagger(), scope.environment().fieldManager());
    for (Desired one : restored) {
      ResourceId id = one.manifest().id();
      boolean remembered = scope.inventory().find(id).flatMap(InventoryEntry::desired).isPresent();
      if (one.manifest().is("batch", "Job") && !live.containsKey(id) && !remembered) {
        past.add(id);
      }
    }
  }

  /** Returns the plan for such a Job: to leave it alone. */
  Optional<ObjectPlan> plan(Desired desired) {
    Manifest manifest = desired.manifest();
    if (!past.contains(manifest.id())) {
      return Optional.empty();
    }
    InventoryEntry entry =
        new InventoryEntry(
            manifest.id(),
            manifest.apiVersion(),
            scope.step(),
            Optional.empty(),
            Optional.of(prints.desired(desired)),
            Optional.empty());
    String summary = manifest.id().address() + " ran in that release and is not run again";
    return Optional.of(
        ObjectPlan.same(entry).with(List.of(Diagnostic.note("job-not-repeated", summary))));
  }
}
