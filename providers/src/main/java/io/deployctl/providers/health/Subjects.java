package io.deployctl.providers.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.readiness.Expectation;
import io.deployctl.providers.kubernetes.readiness.Readiness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The groups of the kinds that users name without their group. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("Deployment", "apps"),
          Map.entry("StatefulSet", "apps"),
          Map.entry("DaemonSet", "apps"),
          Map.entry("ReplicaSet", "apps"),
          Map.entry("Job", "batch"),
          Map.entry("CronJob", "batch"),
          Map.entry("Pod", ""),
          Map.entry("Service", ""),
          Map.entry("PersistentVolumeClaim", ""),
          Map.entry("Namespace", ""),
          Map.entry("Ingress", "networking.k8s.io"),
          Map.entry("HorizontalPodAutoscaler", "autoscaling"),
          Map.entry("CustomResourceDefinition", "apiextensions.k8s.io"),
          Map.entry("APIService", "apiregistration.k8s.io"));

  private Subjects() {}

  /** Returns what the checks of the spec name. */
  static List<Expectation> named(HealthSpec spec, String namespace) {
    return spec.checks().stream().map(check -> named(check, namespace)).toList();
  }

  /** Returns those of the applied objects whose kinds can be ready. */
  static List<Expectation> applied(Collection<ResourceId> objects) {
    return objects.stream().filter(Readiness::knows).sorted().map(Expectation::ready).toList();
  }

  /** Returns what Helm manages in the namespace, as it is there right now. */
  static List<Expectation> ofCharts(Cluster cluster, String namespace) {
    List<Expectation> found = new ArrayList<>();
    for (ApiResource resource : OF_CHARTS) {
      for (ObjectNode object : managed(cluster, resource, namespace)) {
        found.add(
            Expectation.ready(
                new ResourceId(
                    resource.group(),
                    resource.kind(),
                    namespace,
                    object.at("/metadata/name").asText())));
      }
    }
    return found;
  }

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
    Optional<String> group =
        check
            .apiVersion()
            .map(version -> new ApiResource(version, check.kind(), "any", true).group())
            .or(() -> Optional.ofNullable(GROUPS.get(check.kind())));
    if (group.isEmpty()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "unknown-kind",
                  "the health check of `" + check.kind() + "` does not say its API group")
              .hint("add `apiVersion:` to the check"));
    }
    boolean clusterScoped =
        List.of("Namespace", "CustomResourceDefinition", "APIService").contains(check.kind());
    String in = clusterScoped ? "" : check.namespace().orElse(namespace);
    return new Expectation(
        new ResourceId(group.get(), check.kind(), in, check.name()), check.condition());
  }
}
