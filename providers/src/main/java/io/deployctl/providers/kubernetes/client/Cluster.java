package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One cluster, over one connection. Objects are JSON trees as the server sends them. Every call is
 * bounded in time and blocks. Errors are {@link ApiFailure}s. Retries of transient errors on calls
 * that only read happen inside, bounded; a call that writes is sent once, so that whoever journals
 * it sees every attempt. Safe for several threads.
 */
public interface Cluster extends AutoCloseable, KindSource {
  /** Returns which cluster this is. */
  Target target();

  /**
   * Returns what time it was at the server when it answered last, in whole seconds; empty where it
   * did not say.
   */
  default Optional<Instant> time() {
    return Optional.empty();
  }

  /** Returns the kind as discovery lists it, or empty where the server does not know it. */
  @Override
  Optional<ApiResource> resource(String apiVersion, String kind);

  /** Returns the group's kind in the version that the server prefers, or empty. */
  Optional<ApiResource> preferred(String group, String kind);

  /** Returns the kinds of objects that the server keeps; none where that is not known. */
  default Catalogue catalogue() {
    return new Catalogue(List.of(), List.of());
  }

  /**
   * Returns what the server said of a version of a kind that is deprecated, in its own words; empty
   * where it was not asked about such an object, or said nothing.
   */
  default Optional<String> deprecation(String apiVersion, String kind) {
    return Optional.empty();
  }

  /** Forgets what discovery said: kinds may have come. */
  void forgetDiscovery();

  /** Returns the object, or empty where there is none. */
  Optional<ObjectNode> get(ApiResource resource, String namespace, String name);

  /**
   * Returns all objects, over all pages.
   *
   * @param namespace empty for all namespaces
   * @param labelSelector empty for all objects
   */
  List<ObjectNode> list(ApiResource resource, String namespace, String labelSelector);

  /**
   * Returns the metadata of all objects, over all pages, without what is in them.
   *
   * @param namespace empty for all namespaces
   * @param labelSelector empty for all objects
   */
  default List<ObjectNode> listMetadata(
      ApiResource resource, String namespace, String labelSelector) {
    return list(resource, namespace, labelSelector);
  }

  /** Applies server-side and returns the object as it is afterwards. */
  ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how);

  /** Creates the object; a conflict where it exists. */
  ObjectNode create(ApiResource resource, String namespace, ObjectNode body);

  /** Replaces the object; a conflict where its resourceVersion is not the body's. */
  ObjectNode replace(ApiResource resource, String namespace, String name, ObjectNode body);

  /** Has the server check whether it would create the object, and create nothing. */
  default void tryCreate(ApiResource resource, String namespace, ObjectNode body) {}

  /** Has the server check whether it would replace the object, and replace nothing. */
  default void tryReplace(ApiResource resource, String namespace, String name, ObjectNode body) {}

  /** Patches the object with a JSON merge patch (RFC 7386) under deployctl's plain name. */
  default ObjectNode merge(ApiResource resource, String namespace, String name, ObjectNode patch) {
    return merge(resource, namespace, name, patch, new Application("deployctl", true, false));
  }

  /** Patches the object with a JSON merge patch, which always takes what it sets. */
  ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how);

  /** Deletes the object; empty where it is gone at once or was not there. */
  Optional<ObjectNode> delete(ApiResource resource, String namespace, String name, Deletion how);

  /** Returns the answer to a raw GET, such as {@code /version}. */
  String raw(String path);

  /**
   * Writes a kubeconfig (0600) for this very cluster, for child processes.
   *
   * @param directory a private directory
   * @param namespace the context's default namespace
   * @return the file
   */
  Path writeKubeconfig(Path directory, String namespace);

  /** Returns the library's client, for what only it does: logs, port-forward, watch. */
  KubernetesClient client();

  @Override
  void close();
}
