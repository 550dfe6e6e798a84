package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.providers.helm.RecordedRelease;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a Helm release, with its chart and values, from Helm's own record of it. */
public final class ReleaseImport {
  private final Cluster cluster;

  /** Makes one. */
  public ReleaseImport(Cluster cluster) {
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /**
   * Reads the release.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when there is none, Helm is not done
   *     with it, or its chart can't be made of the record
   */
  public FoundRelease read(String namespace, String name) {
    RecordedRelease release = RecordedRelease.read(cluster, namespace, name);
    NeededSecrets needed = new NeededSecrets(name);
    RecoveredChart chart = new RecoveredChart(release, needed);
    chart.recover();
    ReleaseValues values = new ReleaseValues(RenderedSecrets.of(release), needed);
    JsonNode given = values.given(release.config());
    JsonNode defaults =
        values.defaults(release.chart().path("values"), release.config(), chart.frozen());
    SortedMap<String, JsonNode> documents = new TreeMap<>(chart.documents());
    if (!defaults.isEmpty()) {
      documents.put("values.yaml", defaults);
    }
    List<String> notes = new ArrayList<>();
    notes.add(origin(release));
    notes.addAll(chart.notes());
    return new FoundRelease(
        namespace,
        name,
        release.chartName() + " " + version(release),
        documents,
        chart.files(),
        given,
        needed.set(),
        needed.list(),
        notes);
  }

  private static String version(RecordedRelease release) {
    return release.chart().path("metadata").path("version").asText();
  }

  /** Helm does not keep where a chart came from; its author may have written where it is made. */
  private static String origin(RecordedRelease release) {
    JsonNode metadata = release.chart().path("metadata");
    String home = metadata.path("sources").path(0).asText(metadata.path("home").asText(""));
    return "Helm does not record which repository the chart came from"
        + (home.isEmpty() ? "" : " (its home is " + home + ")")
        + "; if it is from one, `repository` and `version: "
        + version(release)
        + "` can take the place of these files";
  }
}
