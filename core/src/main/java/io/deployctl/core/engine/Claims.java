package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which step owns which object, so that no two steps write one. Safe for several threads. */
final class Claims {
  private final Map<ResourceId, StepId> owners;

  Claims(Map<ResourceId, StepId> owners) {
    this.owners = new HashMap<>(owners);
  }

  synchronized Set<ResourceId> ofOthers(StepId step) {
    Set<ResourceId> others = new HashSet<>();
    owners.forEach(
        (id, owner) -> {
          if (!owner.equals(step)) {
            others.add(id);
          }
        });
    return others;
  }

  synchronized void claim(StepId step, Set<ResourceId> wanted) {
    for (ResourceId id : wanted) {
      StepId owner = owners.putIfAbsent(id, step);
      if (owner != null && !owner.equals(step)) {
        throw DeployctlException.failed(PlanDraft.claimedTwice(id, owner, step));
      }
    }
  }
}
