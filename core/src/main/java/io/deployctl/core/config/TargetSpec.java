package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Where an environment is deployed to, as the project declares it.
 *
 * @param clusterId the identity that the cluster must have: uid of kube-system or SHA-256 of its CA
 * @param contexts kubeconfig contexts through which it can be found; empty means the current one
 * @param namespace where objects go that name no namespace; {@code default} where absent
 * @param stateNamespace where deployctl keeps the environment's state; {@code <project>-deploy}
 *     where absent
 * @param stateDirectory keeps the state in a directory instead, for projects without a cluster
 */
public record TargetSpec(
    Optional<String> clusterId,
    List<String> contexts,
    String namespace,
    String stateNamespace,
    Optional<String> stateDirectory) {
  /** Refuses nulls and copies. */
  public TargetSpec {
    requireNonNull(clusterId, "clusterId is null");
    contexts = List.copyOf(contexts);
    requireNonNull(namespace, "namespace is null");
    requireNonNull(stateNamespace, "stateNamespace is null");
    requireNonNull(stateDirectory, "stateDirectory is null");
  }
}
