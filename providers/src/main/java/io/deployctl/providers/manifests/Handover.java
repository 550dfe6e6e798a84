package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;

/**
 * Lets go of fields without ever changing them: leaving a field out of an apply has the server
 * remove it, unless somebody else owns it too. So a second manager co-owns the live values first.
 */
final class Handover {
  private Handover() {}

  /** Returns the fields that our manager still owns and that are others'. */
  static FieldSet due(JsonNode live, String manager, DelegatedFields delegated) {
    FieldSet ours = ManagedFields.of(live).applied(manager);
    return delegated.mayYield(ours)
        ? ours.select(live, path -> ours.owns(path) && delegated.yields(path))
        : new FieldSet(Trees.object());
  }

  /**
   * Has the second manager co-own the live values of those that nobody else owns. A conflict where
   * the object changed since it was read: then the values may be others.
   */
  static void coOwn(Cluster cluster, ApiResource resource, ObjectNode live, FieldSet due) {
    ManagedFields owners = ManagedFields.of(live);
    FieldSet alone =
        due.select(
            live,
            path ->
                due.owns(path)
                    && owners.entries().stream()
                        .filter(entry -> !Managers.isDeployctl(entry.manager()))
                        .noneMatch(entry -> entry.fields().owns(path)));
    if (!alone.isEmpty()) {
      // An apply that left out what was handed over before would take that away again.
      apply(cluster, resource, live, owners.applied(Managers.HANDOVER).union(alone));
    }
  }

  /**
   * Has the second manager let go of what ours owns again, so that it can leave the object when it
   * leaves the manifest.
   *
   * @param live the object after our apply
   */
  static void takeBack(Cluster cluster, ApiResource resource, ObjectNode live, String manager) {
    ManagedFields owners = ManagedFields.of(live);
    FieldSet held = owners.applied(Managers.HANDOVER);
    FieldSet ours = owners.applied(manager);
    FieldSet kept = held.select(live, path -> held.owns(path) && !ours.owns(path));
    FieldSet both = held.select(live, path -> held.owns(path) && ours.owns(path));
    if (!both.isEmpty()) {
      apply(cluster, resource, live, kept);
    }
  }

  private static void apply(
      Cluster cluster, ApiResource resource, ObjectNode live, FieldSet fields) {
    JsonNode metadata = live.path("metadata");
    ObjectNode body = (ObjectNode) fields.project(live).deepCopy();
    body.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    ObjectNode target = Trees.objectAt(body, "metadata");
    String namespace = metadata.path("namespace").asText("");
    target.put("name", metadata.path("name").asText());
    if (!namespace.isEmpty()) {
      target.put("namespace", namespace);
    }
    target.put("resourceVersion", metadata.path("resourceVersion").asText());
    Application how = new Application(Managers.HANDOVER, true, false);
    cluster.apply(resource, namespace, metadata.path("name").asText(), body, how);
  }
}
