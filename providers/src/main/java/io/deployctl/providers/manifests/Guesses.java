package io.deployctl.providers.manifests;

import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * Tells which fields nobody wrote, where the API server has no record of who wrote which: those
 * that controllers and the server itself give values to.
 */
final class Guesses {
  private static final Set<String> GIVEN =
      Set.of("clusterIP", "clusterIPs", "healthCheckNodePort", "nodePort", "volumeName");

  private static final List<String> ANNOTATIONS =
      List.of(
          "deployment.kubernetes.io/",
          "pv.kubernetes.io/",
          "volume.kubernetes.io/",
          "volume.beta.kubernetes.io/",
          "autoscaling.alpha.kubernetes.io/");

  private static final Set<String> KINDS = Set.of("Service", "PersistentVolumeClaim");

  private Guesses() {}

  /** Returns whether the field got its value from somebody who is no author. */
  static boolean isGiven(ResourceId id, FieldPath path) {
    if (path.startsWith("metadata", "finalizers")) {
      return true;
    }
    String last =
        path.segments().get(path.segments().size() - 1) instanceof FieldPath.Key key
            ? key.name()
            : "";
    return path.startsWith("metadata", "annotations")
        ? ANNOTATIONS.stream().anyMatch(last::startsWith)
        : KINDS.contains(id.kind()) && GIVEN.contains(last);
  }
}
