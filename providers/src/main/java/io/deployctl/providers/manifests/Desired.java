package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A manifest with how the server knows its kind.
 *
 * @param manifest the object as it should be, in its namespace, with our label
 * @param kind how its kind is known
 * @param scaled whether an autoscaler sets its number of replicas
 * @param namespaceThere whether its namespace is there now; true for an object without one
 */
record Desired(Manifest manifest, KindResolver.Kind kind, boolean scaled, boolean namespaceThere) {
  /** Returns the fields of it that are others' to set, whoever owns them now. */
  DelegatedFields delegated() {
    return DelegatedFields.of(manifest, scaled);
  }

  /** Returns the fields of it that are others' to set, with those that others own live. */
  DelegatedFields delegated(JsonNode live) {
    return DelegatedFields.of(manifest, scaled, live);
  }

  /** Returns it with its number of replicas left to an autoscaler. */
  Desired asScaled() {
    return new Desired(manifest, kind, true, namespaceThere);
  }

  /** Returns it with another manifest of the same object. */
  Desired as(Manifest other) {
    return new Desired(other, kind, scaled, namespaceThere);
  }

  /** Returns which of the objects have their number of replicas from an autoscaler. */
  static Set<ResourceId> scaled(Collection<Desired> objects) {
    return objects.stream()
        .filter(Desired::scaled)
        .map(one -> one.manifest().id())
        .collect(Collectors.toSet());
  }

  /** Returns whether the server can be asked what would come of applying it. */
  boolean canBeTried() {
    return kind.served() && namespaceThere && manifest.waiting().isEmpty();
  }

  /** Returns what differs between an object and what applying its manifest makes of it. */
  List<FieldDiff.Difference> differences(ObjectNode live, Optional<ObjectNode> after) {
    DelegatedFields delegated = delegated(live);
    // At the manifest's own fields only, where the server could not be asked what would become.
    return after
        .map(object -> FieldDiff.compare(live, object, delegated::covers))
        .orElseGet(
            () ->
                FieldDiff.compare(
                    LocalView.of(live, manifest.body()), manifest.body(), delegated::covers));
  }
}
