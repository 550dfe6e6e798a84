package io.deployctl.providers.health;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.readiness.Expectation;
import io.deployctl.providers.kubernetes.readiness.LiveSurroundings;
import io.deployctl.providers.kubernetes.readiness.Observation;
import io.deployctl.providers.kubernetes.readiness.Observer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks once at what is deployed and says how each object stands: {@code deployctl health}. */
public final class HealthInspector {
  private final Cluster cluster;
  private final Redactor redactor;

  /** Makes an inspector of the cluster. */
  public HealthInspector(Cluster cluster, Redactor redactor) {
    this.cluster = cluster;
    this.redactor = redactor;
  }

  /**
   * Looks at everything that the environment owns, everything that Helm manages in its namespace,
   * and whatever its release's health steps name besides.
   *
   * @param namespace the environment's namespace
   * @param owned the objects of its inventory
   * @param healthSteps what the release holds of its health steps
   */
  public List<Observation> inspect(
      String namespace, Collection<ResourceId> owned, List<Restoration> healthSteps) {
    Map<String, Expectation> expectations = new LinkedHashMap<>();
    add(expectations, Subjects.applied(owned));
    add(expectations, Subjects.ofCharts(cluster, namespace));
    for (Restoration step : healthSteps) {
      HealthSpec spec = HealthPayload.spec(step.version(), step.payload());
      add(expectations, Subjects.named(spec, namespace));
    }
    return Observer.observe(
        cluster, new LiveSurroundings(cluster, redactor), List.copyOf(expectations.values()));
  }

  /** One object is looked at once for each thing that is expected of it. */
  private static void add(Map<String, Expectation> all, List<Expectation> more) {
    more.forEach(each -> all.putIfAbsent(each.object() + " " + each.condition(), each));
  }
}
