package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * The fields that others than the manifest's author set, by the design of Kubernetes or of a
 * controller. One definition for all: what a plan compares, what is applied, what a fingerprint
 * holds and what proof asks for.
 */
final class DelegatedFields {
  private static final Set<String> SERVER_METADATA =
      Set.of(
          "managedFields",
          "resourceVersion",
          "generation",
          "uid",
          "creationTimestamp",
          "selfLink",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  private static final List<String> CONTROLLER_ANNOTATIONS =
      List.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "deployment.kubernetes.io/revision",
          "pv.kubernetes.io/bind-completed",
          "pv.kubernetes.io/bound-by-controller");

  private final ResourceId id;
  private final JsonNode desired;
  private final boolean scaled;

  /**
   * Makes those of one object.
   *
   * @param desired the object's manifest, for fields that are only delegated where it is silent
   * @param scaled whether an autoscaler targets the object
   */
  DelegatedFields(ResourceId id, JsonNode desired, boolean scaled) {
    this.id = id;
    this.desired = desired;
    this.scaled = scaled;
  }

  /** Returns whether the field is not the manifest's. */
  boolean covers(FieldPath path) {
    if (path.startsWith("status") || isServerMetadata(path)) {
      return true;
    }
    if (path.startsWith("spec", "replicas") && path.segments().size() == 2) {
      return scaled;
    }
    if (endsWith(path, "caBundle")) {
      return isInjected() || isSilent(path);
    }
    return switch (id.kind()) {
      case "Service" -> isServiceAllocation(path) && isSilent(path);
      case "PersistentVolumeClaim" -> path.startsWith("spec", "volumeName") && isSilent(path);
      default -> false;
    };
  }

  /** Returns a copy of the manifest without what it has no say in. */
  ObjectNode strip(ObjectNode body) {
    ObjectNode copy = body.deepCopy();
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      SERVER_METADATA.forEach(metadata::remove);
    }
    if (scaled && copy.get("spec") instanceof ObjectNode spec) {
      spec.remove("replicas");
    }
    if (isInjected()) {
      removeCaBundles(copy);
    }
    return copy;
  }

  private static boolean isServerMetadata(FieldPath path) {
    if (!path.startsWith("metadata") || path.segments().size() < 2) {
      return false;
    }
    boolean server =
        path.segments().get(1) instanceof FieldPath.Key key && SERVER_METADATA.contains(key.name());
    return server
        || CONTROLLER_ANNOTATIONS.stream()
            .anyMatch(name -> path.startsWith("metadata", "annotations", name));
  }

  private static boolean isServiceAllocation(FieldPath path) {
    return path.startsWith("spec", "clusterIP")
        || path.startsWith("spec", "clusterIPs")
        || path.startsWith("spec", "healthCheckNodePort")
        || path.startsWith("spec", "ports") && endsWith(path, "nodePort");
  }

  private static boolean endsWith(FieldPath path, String name) {
    int size = path.segments().size();
    return size > 0
        && path.segments().get(size - 1) instanceof FieldPath.Key key
        && key.name().equals(name);
  }

  private boolean isSilent(FieldPath path) {
    return path.in(desired).isMissingNode();
  }

  /** A controller writes the CA into webhooks that ask for it, over whatever the manifest says. */
  private boolean isInjected() {
    JsonNode annotations = desired.path("metadata").path("annotations");
    return annotations.has("cert-manager.io/inject-ca-from")
        || annotations.has("cert-manager.io/inject-ca-from-secret")
        || annotations.has("cert-manager.io/inject-apiserver-ca")
        || annotations.has("service.beta.openshift.io/inject-cabundle");
  }

  private static void removeCaBundles(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("caBundle");
    }
    node.forEach(DelegatedFields::removeCaBundles);
  }
}
