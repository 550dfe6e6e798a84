package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Claims are ready when bound, or when they wait for their first pod on purpose. */
final class StorageRules {
  private StorageRules() {}

  static Verdict claim(ObjectNode claim, Surroundings around) {
    String phase = text(claim, "/status/phase");
    if (phase.equals("Bound")) {
      return Verdict.ready("bound");
    }
    if (phase.equals("Lost")) {
      return Verdict.failed(
          new Cause(
              "volume-lost",
              "the volume behind the claim is gone",
              List.of("volume `" + text(claim, "/spec/volumeName") + "`"),
              "restore the volume, or delete the claim and restore its data from a backup"));
    }
    List<ObjectNode> events = around.events(namespace(claim), uid(claim));
    boolean waitsForPod =
        events.stream().anyMatch(event -> text(event, "/reason").equals("WaitForFirstConsumer"));
    if (waitsForPod) {
      return Verdict.ready("waits for its first pod");
    }
    List<String> evidence =
        events.stream()
            .skip(Math.max(0, events.size() - 1))
            .map(event -> "event " + text(event, "/reason") + ": " + text(event, "/message"))
            .toList();
    Cause cause =
        new Cause(
            "volume-pending",
            "the claim is not bound to a volume",
            evidence,
            "see whether storage class `"
                + text(claim, "/spec/storageClassName")
                + "` exists and its provisioner runs");
    return Verdict.progressing("not bound yet").explainedBy(Optional.of(cause));
  }

  static Verdict ofNamespace(ObjectNode namespace, Surroundings around) {
    String phase = text(namespace, "/status/phase");
    return phase.equals("Active") ? Verdict.ready("active") : Verdict.progressing(phase);
  }

  static Cause deletionCause(ObjectNode object) {
    List<String> evidence = new ArrayList<>();
    for (JsonNode finalizer : items(object, "/metadata/finalizers")) {
      evidence.add("finalizer " + finalizer.asText());
    }
    return new Cause(
        "being-deleted",
        "the object is being deleted and does not go away",
        evidence,
        "see to it that whoever set the finalizer runs and lets go of it");
  }
}
