package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;

/**
 * Hands a workload's number of replicas to its autoscaler without ever changing it: a second
 * manager co-owns the live number first, so that nothing is reset when ours lets go.
 */
final class Handover {
  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

  private Handover() {}

  /** Returns whether our manager still owns the number. */
  static boolean isDue(JsonNode live, String manager) {
    return ManagedFields.of(live).applied(manager).contains(REPLICAS);
  }

  /**
   * Has the second manager co-own the live number. A conflict where the object changed since it was
   * read: then the number may be another.
   */
  static void coOwn(Cluster cluster, ApiResource resource, ObjectNode live) {
    JsonNode metadata = live.path("metadata");
    ObjectNode body = Trees.object();
    body.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    ObjectNode target = body.putObject("metadata");
    target.put("name", metadata.path("name").asText());
    target.put("namespace", metadata.path("namespace").asText());
    target.put("resourceVersion", metadata.path("resourceVersion").asText());
    body.putObject("spec").set("replicas", live.path("spec").path("replicas"));
    cluster.apply(
        resource,
        metadata.path("namespace").asText(),
        metadata.path("name").asText(),
        body,
        new Application(Managers.HANDOVER, true, false));
  }
}
