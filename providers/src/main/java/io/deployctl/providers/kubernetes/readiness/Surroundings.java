package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What stands around an object: what it owns, what is said of it. One look's view of it. */
public interface Surroundings {
  /** Returns what time it is by the API server's clock, in whole seconds, if that is known. */
  Optional<Instant> time();

  /** Returns the namespace's pods. */
  List<ObjectNode> pods(String namespace);

  /** Returns the namespace's ReplicaSets. */
  List<ObjectNode> replicaSets(String namespace);

  /** Returns the namespace's PersistentVolumeClaims. */
  List<ObjectNode> claims(String namespace);

  /** Returns the cluster's StorageClasses. */
  List<ObjectNode> storageClasses();

  /**
   * Returns the EndpointSlices of a Service.
   *
   * @throws io.deployctl.providers.kubernetes.client.ApiFailure where they can't be read: without
   *     them nothing can be said of the Service
   */
  List<ObjectNode> endpointSlices(String namespace, String service);

  /** Returns the events about the object of the uid, the newest last. */
  List<ObjectNode> events(String namespace, String uid);

  /**
   * Returns the last lines that a container wrote, redacted; none where there are none to be had.
   *
   * @param previous whether of the container's run before the current one
   */
  List<String> lastLogLines(String namespace, String pod, String container, boolean previous);

  /** Returns the text with registered secrets masked: messages of servers can repeat them. */
  String redacted(String text);
}
