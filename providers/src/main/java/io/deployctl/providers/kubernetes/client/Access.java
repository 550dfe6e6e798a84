package io.deployctl.providers.kubernetes.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How one API server is reached: a kubeconfig's context with its files read in, or the service
 * account that a pod runs as.
 *
 * @param context the context's name; empty in a pod
 * @param server the server's address
 * @param namespace the namespace that the context names, or empty
 * @param cluster the {@code cluster} of a kubeconfig; certificates are in it, not beside it
 * @param user the {@code user} of a kubeconfig; certificates are in it, not beside it
 * @param origin where it comes from, for messages
 */
record Access(
    Optional<String> context,
    String server,
    String namespace,
    ObjectNode cluster,
    ObjectNode user,
    String origin) {
  Access {
    requireNonNull(context, "context is null");
    requireNonNull(server, "server is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(cluster, "cluster is null");
    requireNonNull(user, "user is null");
    requireNonNull(origin, "origin is null");
  }

  /** Returns the context as messages name it. */
  String contextName() {
    return context.map(name -> "context `" + name + "`").orElse("the pod's service account");
  }

  /** The user holds credentials, so it is left out. */
  @Override
  public String toString() {
    return "Access[" + contextName() + ", server=" + server + "]";
  }
}
