package io.deployctl.core.statefile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an exported state comes from.
 *
 * @param exportedAt when it was exported, by that machine's clock: for people only
 * @param exportedBy who exported it
 * @param deployctl the version that did
 * @param target the cluster that the environment is in, if it is in one
 * @param namespace where objects go that name no namespace
 * @param stateNamespace the namespace that the state was in; empty where it was in a directory
 */
public record StateFileHead(
    Instant exportedAt,
    String exportedBy,
    String deployctl,
    Optional<Target> target,
    String namespace,
    Optional<String> stateNamespace) {
  /** Refuses nulls. */
  public StateFileHead {
    requireNonNull(exportedAt, "exportedAt is null");
    requireNonNull(exportedBy, "exportedBy is null");
    requireNonNull(deployctl, "deployctl is null");
    requireNonNull(target, "target is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(stateNamespace, "stateNamespace is null");
  }

  /** Returns whether the environment is in the given cluster. */
  public boolean isIn(Optional<Target> cluster) {
    return isSame(target, cluster);
  }

  /**
   * Returns whether both are the same cluster. Who may not read its id knows it by its certificate
   * authority, so that one address is as good as one id.
   */
  public static boolean isSame(Optional<Target> one, Optional<Target> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty();
    }
    return one.get().clusterId().equals(other.get().clusterId())
        || one.get().server().equals(other.get().server());
  }
}
