package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Tells which workloads have their number of replicas set by an autoscaler. */
public final class Autoscalers {
  private final Set<ResourceId> targets = new HashSet<>();

  private Autoscalers() {}

  /** Finds the live autoscalers among live objects. */
  public static Autoscalers among(Collection<ObjectNode> live) {
    Autoscalers found = new Autoscalers();
    for (ObjectNode object : live) {
      String namespace = object.path("metadata").path("namespace").asText("");
      ScaleTargets.targetOf(object.path("kind").asText(), namespace, object)
          .ifPresent(found.targets::add);
    }
    return found;
  }

  /** Returns whether an autoscaler sets the object's number of replicas. */
  public boolean isScaled(ResourceId id) {
    return targets.contains(id);
  }
}
