package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that others than the manifest's author set: by the design of Kubernetes, by a
 * controller, or because the project says so. One definition for all: what a plan compares, what is
 * applied, what a fingerprint holds and what proof asks for.
 */
final class DelegatedFields {
  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

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

  /** Without these there is no telling which object it is, or whose. */
  private static final List<FieldPath> IDENTITY =
      List.of(
          FieldPath.of("apiVersion"),
          FieldPath.of("kind"),
          FieldPath.of("metadata", "name"),
          FieldPath.of("metadata", "namespace"),
          FieldPath.of("metadata", "labels", Labels.ENVIRONMENT));

  private final ResourceId id;
  private final JsonNode desired;
  private final Ignored ignored;
  private final boolean scaled;
  private final boolean injected;
  private final ManagedFields owners;

  private DelegatedFields(Manifest manifest, boolean scaled, ManagedFields owners) {
    this.id = manifest.id();
    this.desired = manifest.body();
    this.ignored = manifest.ignored();
    this.scaled = scaled;
    this.injected = CaInjection.isAskedFor(manifest.body());
    this.owners = owners;
  }

  /**
   * Returns those of an object that are others' whoever owns them now.
   *
   * @param manifest the object's manifest: some fields are only delegated where it is silent
   * @param scaled whether an autoscaler targets the object
   */
  static DelegatedFields of(Manifest manifest, boolean scaled) {
    return new DelegatedFields(manifest, scaled, new ManagedFields(List.of()));
  }

  /** Returns these with what is only delegated while certain managers own it. */
  static DelegatedFields of(Manifest manifest, boolean scaled, JsonNode live) {
    ManagedFields owners =
        manifest.ignored().isEmpty() ? new ManagedFields(List.of()) : ManagedFields.of(live);
    return new DelegatedFields(manifest, scaled, owners);
  }

  /** Returns whether the field is not the manifest's. */
  boolean covers(FieldPath path) {
    if (path.startsWith("status") || isServerMetadata(path) || yields(path)) {
      return true;
    }
    return switch (id.kind()) {
      case "Service" -> isServiceAllocation(path) && isSilent(path);
      case "PersistentVolumeClaim" -> path.startsWith("spec", "volumeName") && isSilent(path);
      default -> false;
    };
  }

  /**
   * Returns whether the field stays as it is live, also where our manager still owns it. Letting go
   * of such a field takes a {@link Handover}.
   */
  boolean yields(FieldPath path) {
    if (path.equals(REPLICAS)) {
      return scaled || (ScaleTargets.isWorkload(id) && isSilent(path)) || isIgnored(path);
    }
    boolean bundle = CaInjection.isBundle(id, path) && (injected || isSilent(path));
    return bundle || isIgnored(path);
  }

  /** Returns whether a rule of the project leaves the field to whoever owns it. */
  boolean isAlwaysIgnored(FieldPath path) {
    return !ignored.isEmpty() && ignored.always(path) && isIgnored(path);
  }

  /** Returns whether {@link #yields} can hold for any field that our manager owns. */
  boolean mayYield(FieldSet ours) {
    return !ignored.isEmpty()
        || (ours.contains(REPLICAS) && yields(REPLICAS))
        || CaInjection.mayOwn(id, ours);
  }

  /** Returns a copy of the manifest without what it has no say in. */
  ObjectNode strip(ObjectNode body) {
    ObjectNode copy = withoutServerFields(body);
    if (scaled && copy.get("spec") instanceof ObjectNode spec) {
      spec.remove("replicas");
    }
    if (injected) {
      CaInjection.remove(id, copy);
    }
    if (!ignored.isEmpty()) {
      removeIgnored(copy, FieldPath.ROOT);
    }
    return copy;
  }

  /**
   * Returns a copy of the manifest as an object is made of it: what others will own is there from
   * the start, except for a placeholder that a server would refuse to work with.
   */
  ObjectNode forCreation(ObjectNode body) {
    ObjectNode copy = withoutServerFields(body);
    if (injected) {
      CaInjection.remove(id, copy);
    }
    return copy;
  }

  /** Returns a copy of a manifest without what the server sets. */
  static ObjectNode withoutServerFields(ObjectNode body) {
    ObjectNode copy = body.deepCopy();
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      SERVER_METADATA.forEach(metadata::remove);
    }
    return copy;
  }

  /** Returns a copy of the manifest with the live values of what it has no say in. */
  ObjectNode keep(ObjectNode body, JsonNode live) {
    ObjectNode copy = body.deepCopy();
    for (FieldDiff.Difference leaf : FieldDiff.leaves(body)) {
      JsonNode value = leaf.path().in(live);
      if (yields(leaf.path()) && value.isValueNode()) {
        leaf.path().put(copy, value);
      }
    }
    return copy;
  }

  /** Returns whether a rule of the project leaves the field to others. */
  boolean isIgnored(FieldPath path) {
    return !ignored.isEmpty()
        && path.segments().size() > 0
        && !path.equals(FieldPath.of("metadata"))
        && !path.isMergeKey()
        && IDENTITY.stream().noneMatch(path::equals)
        && ignored.covers(path, owners);
  }

  private void removeIgnored(JsonNode node, FieldPath path) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(Trees.keys(object))) {
        FieldPath at = path.key(key);
        if (isIgnored(at)) {
          object.remove(key);
        } else {
          removeIgnored(object.get(key), at);
        }
      }
    } else if (node instanceof ArrayNode list) {
      Optional<String> key = ListKeys.keyOf(list, list);
      for (int i = list.size() - 1; i >= 0; i--) {
        FieldPath at = path.item(key, i, list.get(i));
        if (isIgnored(at)) {
          list.remove(i);
        } else {
          removeIgnored(list.get(i), at);
        }
      }
    }
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
        || (path.startsWith("spec", "ports") && path.endsWith("nodePort"));
  }

  private boolean isSilent(FieldPath path) {
    return path.in(desired).isMissingNode();
  }
}
