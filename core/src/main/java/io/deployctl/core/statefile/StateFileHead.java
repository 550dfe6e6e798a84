package io.deployctl.core.statefile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an exported state comes from.
 *
 * @param exportedAt when it was exported, by that machine's clock: for people only
 * @param exportedBy who exported it
 * @param deployctl the version that did
 * @param namespace where objects go that name no namespace
 * @param stateNamespace the namespace that the state was in; empty where it was in a directory
 */
public record StateFileHead(
    Instant exportedAt,
    String exportedBy,
    String deployctl,
    String namespace,
    Optional<String> stateNamespace) {
  /** Refuses nulls. */
  public StateFileHead {
    requireNonNull(exportedAt, "exportedAt is null");
    requireNonNull(exportedBy, "exportedBy is null");
    requireNonNull(deployctl, "deployctl is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(stateNamespace, "stateNamespace is null");
  }
}
