package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says why an object that is being deleted does not go away: since when, which finalizers hold it,
 * and who has to let go. Nothing here takes a finalizer away: what it stands for would be left
 * undone.
 */
final class Lingering {
  private static final String CLAIM_IN_USE = "kubernetes.io/pvc-protection";

  private final Cluster cluster;
  private final ResourceId id;
  private final JsonNode live;

  /** Makes one for a live object with a deletionTimestamp. */
  Lingering(Cluster cluster, ResourceId id, JsonNode live) {
    this.cluster = cluster;
    this.id = id;
    this.live = live;
  }

  /** Returns the diagnostic with the evidence and what to do. */
  Diagnostic explain(Diagnostic diagnostic) {
    Diagnostic told = diagnostic;
    for (String line : evidence()) {
      told = told.detail(line);
    }
    return told.hint(hint());
  }

  /** Returns what is known of why it is still there. */
  List<String> evidence() {
    List<String> lines = new ArrayList<>();
    Trees.text(live, "metadata", "deletionTimestamp")
        .ifPresent(time -> lines.add("is being deleted since " + time));
    for (String finalizer : finalizers()) {
      lines.add(
          "waits for the finalizer `" + finalizer + "`: " + Finalizers.owner(finalizer, live));
    }
    for (JsonNode condition : Conditions.holding(live)) {
      String type = condition.path("type").asText();
      if (type.startsWith("Namespace") || type.equals("Terminating")) {
        lines.add(type + ": " + condition.path("message").asText());
      }
    }
    if (finalizers().contains(CLAIM_IN_USE)) {
      pods().forEach(pod -> lines.add("is used by Pod " + id.namespace() + "/" + pod));
    }
    return lines;
  }

  private String hint() {
    if (id.kind().equals("Namespace")) {
      return "See what is left in it and what those objects wait for: a namespace is gone once"
          + " they are. The next run goes on from here";
    }
    if (finalizers().contains(CLAIM_IN_USE)) {
      return "Have the pods that use the claim go first; the next run goes on from here";
    }
    if (finalizers().isEmpty()) {
      return "See whether kube-controller-manager runs: nothing else holds it. The next run goes"
          + " on from here";
    }
    return "See whether whoever is named here runs, and what its log says about the object. Only"
        + " if it is gone for good, take the finalizer away yourself: what it should have cleaned"
        + " up stays then. The next run goes on from here";
  }

  private List<String> finalizers() {
    List<String> names = new ArrayList<>();
    live.path("metadata").path("finalizers").forEach(name -> names.add(name.asText()));
    return names;
  }

  private List<String> pods() {
    List<String> using = new ArrayList<>();
    try {
      List<ObjectNode> pods =
          cluster
              .preferred("", "Pod")
              .map(resource -> cluster.list(resource, id.namespace(), ""))
              .orElse(List.of());
      for (ObjectNode pod : pods) {
        for (JsonNode volume : pod.path("spec").path("volumes")) {
          Optional<String> claim = Trees.text(volume, "persistentVolumeClaim", "claimName");
          if (claim.filter(id.name()::equals).isPresent()) {
            using.add(pod.path("metadata").path("name").asText());
          }
        }
      }
    } catch (ApiFailure refused) {
      // Evidence is welcome, not needed.
      return List.of();
    }
    return using;
  }
}
