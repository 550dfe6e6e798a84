package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The namespace that holds an environment's state. */
final class StateNamespace {
  private static final Set<String> ALWAYS_THERE = Set.of("kube-root-ca.crt", "default");
  private static final List<ApiResource> CONTENTS =
      List.of(
          StateNames.SECRETS,
          StateNames.LEASES,
          new ApiResource("v1", "ConfigMap", "configmaps", true),
          new ApiResource("v1", "Pod", "pods", true),
          new ApiResource("v1", "Service", "services", true),
          new ApiResource("v1", "ServiceAccount", "serviceaccounts", true),
          new ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true));

  private final Cluster cluster;
  private final StateNames names;
  private boolean there;

  StateNamespace(Cluster cluster, StateNames names) {
    this.cluster = cluster;
    this.names = names;
  }

  /**
   * Makes the namespace where it is missing. Where it may not even be looked at, it is taken to be
   * there: the next write tells. It is looked for once.
   */
  synchronized void ensure() {
    if (!there) {
      make();
      there = true;
    }
  }

  private void make() {
    try {
      if (cluster.get(StateNames.NAMESPACES, "", names.namespace()).isPresent()) {
        return;
      }
    } catch (ApiFailure failure) {
      if (failure.code() == 403) {
        return;
      }
      throw failure;
    }
    try {
      boolean unused = Creation.ifAbsent(cluster, StateNames.NAMESPACES, "", namespace());
    } catch (ApiFailure failure) {
      if (failure.code() == 403) {
        throw StoreFailures.noNamespace(names.namespace(), failure.getMessage());
      }
      throw failure;
    }
  }

  /** Deletes the namespace if we made it and nothing is in it any more. */
  void deleteIfEmpty() {
    try {
      Optional<ObjectNode> found = cluster.get(StateNames.NAMESPACES, "", names.namespace());
      if (found.isPresent() && isOurs(found.get()) && isEmpty()) {
        Optional<ObjectNode> unused =
            cluster.delete(
                StateNames.NAMESPACES,
                "",
                names.namespace(),
                new Deletion(
                    Optional.of(found.get().path("metadata").path("uid").asText()),
                    Optional.empty(),
                    "Background",
                    false));
      }
    } catch (ApiFailure failure) {
      if (failure.code() != 403 && failure.code() != 409) {
        throw failure;
      }
    }
  }

  private boolean isOurs(ObjectNode namespace) {
    return namespace
        .path("metadata")
        .path("labels")
        .path(StateNames.STATE)
        .asText()
        .equals(StateNames.NAMESPACE);
  }

  private boolean isEmpty() {
    return CONTENTS.stream()
        .allMatch(
            kind ->
                cluster.listMetadata(kind, names.namespace(), "").stream()
                    .map(found -> found.path("metadata").path("name").asText())
                    .allMatch(ALWAYS_THERE::contains));
  }

  private ObjectNode namespace() {
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    namespace
        .putObject("metadata")
        .put("name", names.namespace())
        .putObject("labels")
        .put(StateNames.MANAGED_BY, "deployctl")
        .put(StateNames.PROJECT, StateNames.label(names.project()))
        .put(StateNames.STATE, StateNames.NAMESPACE);
    return namespace;
  }
}
