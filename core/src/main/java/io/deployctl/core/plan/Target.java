package io.deployctl.core.plan;

import java.util.Optional;

/**
 * The cluster that a plan is for.
 *
 * @param clusterId what decides which cluster it is: the uid of its kube-system namespace, or the
 *     SHA-256 of its CA where that can't be read
 * @param server its address
 * @param context the kubeconfig context through which it was found: a hint for people
 * @param version the API server's version
 */
public record Target(
    String clusterId, String server, Optional<String> context, Optional<String> version) {}
