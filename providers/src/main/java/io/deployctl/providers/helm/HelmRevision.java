package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;

/**
 * One revision of a release. Holds secrets in the open.
 *
 * @param number its number
 * @param status Helm's word for its state, such as {@code pending-upgrade}
 * @param deployedAt when it was begun, as Helm wrote it
 * @param uid what tells this revision from one of the same number in another life of the release
 * @param environment the UUID of the environment that made it, or empty
 * @param run the run that made it, or empty
 * @param release the revision as Helm keeps it, or as a dry run makes it
 */
record HelmRevision(
    int number,
    String status,
    String deployedAt,
    String uid,
    String environment,
    String run,
    JsonNode release) {
  boolean isPending() {
    return status.startsWith("pending-");
  }

  boolean isDeployed() {
    return status.equals("deployed");
  }

  /** Returns its objects and hooks. */
  Manifest manifest(Cluster cluster, String namespace) {
    return manifest(release, cluster, namespace);
  }

  /** Returns the objects and hooks of a release in Helm's JSON. */
  static Manifest manifest(JsonNode release, Cluster cluster, String namespace) {
    Manifest manifest = new Manifest();
    manifest.add(release.path("manifest").asText(), "", cluster, namespace);
    for (JsonNode hook : release.path("hooks")) {
      List<String> events = new ArrayList<>();
      hook.path("events").forEach(event -> events.add(event.asText()));
      manifest.add(hook.path("manifest").asText(), String.join(",", events), cluster, namespace);
    }
    return manifest;
  }

  /** Returns {@code chart-1.2.3}. */
  String chart() {
    JsonNode metadata = release.path("chart").path("metadata");
    return metadata.path("name").asText() + "-" + metadata.path("version").asText();
  }

  @Override
  public String toString() {
    return "revision " + number + " (" + status + ")";
  }
}
