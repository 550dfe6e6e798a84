package io.deployctl.providers.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.readiness.Expectation;
import io.deployctl.providers.kubernetes.readiness.Readiness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the objects that a health step asks about. */
final class Subjects {
  private static final String MANAGED_BY_HELM = "app.kubernetes.io/managed-by=Helm";

  /** The kinds whose readiness says whether a chart does its work. */
  private static final List<ApiResource> OF_CHARTS =
      List.of(
          new ApiResource("apps/v1", "Deployment", "deployments", true),
          new ApiResource("apps/v1", "StatefulSet", "statefulsets", true),
          new ApiResource("apps/v1", "DaemonSet", "daemonsets", true),
          new ApiResource("v1", "Service", "services", true));

  private Subjects() {}

  /** Returns what the checks of the spec name. */
  static List<Expectation> named(HealthSpec spec, String namespace) {
    return spec.checks().stream().map(check -> named(check, namespace)).toList();
  }

  /** Returns those of the applied objects whose kinds can be ready. */
  static List<Expectation> applied(Collection<ResourceId> objects) {
    return objects.stream().filter(Readiness::knows).sorted().map(Expectation::still).toList();
  }

  /** Returns what Helm manages in the namespace, as it is there right now. */
  static List<Expectation> ofCharts(Cluster cluster, String namespace) {
    List<Expectation> found = new ArrayList<>();
    for (ApiResource resource : OF_CHARTS) {
      for (ObjectNode object : managed(cluster, resource, namespace)) {
        String name = object.at("/metadata/name").asText();
        found.add(
            Expectation.still(new ResourceId(resource.group(), resource.kind(), namespace, name)));
      }
    }
    return found;
  }

  /** What may not be listed can't be found this way; whoever must see it names it as a check. */
  private static List<ObjectNode> managed(Cluster cluster, ApiResource resource, String namespace) {
    try {
      return cluster.list(resource, namespace, MANAGED_BY_HELM);
    } catch (ApiFailure failure) {
      if (failure.code() == 403 || failure.isNotFound()) {
        return List.of();
      }
      throw failure;
    }
  }

  private static Expectation named(HealthSpec.Check check, String namespace) {
    String group =
        check
            .apiVersion()
            .map(version -> new ApiResource(version, check.kind(), "any", true).group())
            .or(() -> KindNames.group(check.kind()))
            .orElse("");
    boolean ofTheCluster = check.apiVersion().isEmpty() && KindNames.isOfTheCluster(check.kind());
    String in = ofTheCluster ? "" : check.namespace().orElse(namespace);
    ResourceId id = new ResourceId(group, check.kind(), in, check.name());
    return check
        .condition()
        .map(condition -> Expectation.condition(id, condition))
        .orElse(Expectation.ready(id));
  }
}
