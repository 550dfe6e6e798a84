package io.deployctl.providers.kubernetes.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.release.EnvironmentIdentity;

/**
 * An environment found in a cluster.
 *
 * @param identity which one
 * @param stateNamespace where its state is
 */
public record FoundEnvironment(EnvironmentIdentity identity, String stateNamespace) {
  /** Refuses nulls. */
  public FoundEnvironment {
    requireNonNull(identity, "identity is null");
    requireNonNull(stateNamespace, "stateNamespace is null");
  }
}
