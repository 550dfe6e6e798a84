package io.deployctl.providers.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.readiness.Expectation;
import io.deployctl.providers.kubernetes.readiness.Readiness;
import io.deployctl.providers.kubernetes.readiness.ReadinessNeeds;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

  /** Returns what finding the objects of the spec, and looking at them, needs. */
  static Needs needs(HealthSpec spec, StepScope scope, Catalogue catalogue) {
    NeedList needs = new NeedList("what health step `" + scope.step() + "` looks at");
    List<Diagnostic> notes = new ArrayList<>();
    if (spec.checks().isEmpty()) {
      for (ApiResource kind : OF_CHARTS) {
        String namespace = scope.namespace();
        needs.may(NeedList.NOT_DESTROYING, kind, namespace, "what Helm manages there", "list");
        needs.addAll(ReadinessNeeds.of(kind.group(), kind.kind(), namespace));
      }
    }
    for (HealthSpec.Check check : spec.checks()) {
      ResourceId id = named(check, scope.namespace()).object();
      String version = check.apiVersion().orElse(id.group().isEmpty() ? "v1" : id.group() + "/v1");
      Optional<ApiResource> kind = catalogue.resource(version, id.kind());
      if (kind.isPresent()) {
        needs.must(NeedList.NOT_DESTROYING, kind.get(), id.namespace(), id.name(), "get");
        needs.addAll(ReadinessNeeds.of(id.group(), id.kind(), id.namespace()));
      } else {
        notes.add(catalogue.unknown(version, id.kind()));
      }
    }
    return new Needs(needs.list(), notes);
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
