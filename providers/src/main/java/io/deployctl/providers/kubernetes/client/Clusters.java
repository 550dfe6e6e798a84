package io.deployctl.providers.kubernetes.client;

/**
 * Gives the command's cluster to whoever needs one, connecting at the first need, so that commands
 * and steps that touch no cluster need none. Safe for several threads.
 */
@FunctionalInterface
public interface Clusters {
  /**
   * Returns the cluster of the environment's target.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when there is none, it can't be
   *     reached, or it is not the one that the environment names
   */
  Cluster get();
}
