package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Claims are ready when bound, or when they wait for their first pod on purpose. */
final class StorageRules {
  private static final String SELECTED_NODE =
      "/metadata/annotations/volume.kubernetes.io~1selected-node";

  private static final String[] REASONS = {
    "WaitForFirstConsumer",
    "WaitForPodScheduled",
    "Provisioning",
    "ExternalProvisioning",
    "ProvisioningFailed",
    "FailedBinding"
  };

  private StorageRules() {}

  static Verdict claim(ObjectNode claim, Surroundings around) {
    String phase = text(claim, "/status/phase");
    if (phase.equals("Bound")) {
      return Verdict.ready("bound");
    }
    if (phase.equals("Lost")) {
      return Verdict.failed(
          Cause.of(
              CauseCode.VOLUME_LOST,
              "the volume behind the claim is gone",
              List.of("volume `" + text(claim, "/spec/volumeName") + "`"),
              "restore the volume, or delete the claim and restore its data from a backup"));
    }
    Optional<ObjectNode> event = newest(Fields.events(claim, around), REASONS);
    String reason = event.map(said -> text(said, "/reason")).orElse("");
    if (reason.equals("WaitForFirstConsumer") || waitsForPod(claim, reason, around)) {
      return Verdict.ready("waits for its first pod");
    }
    Cause cause =
        Cause.of(
            CauseCode.VOLUME_PENDING,
            "the claim is not bound to a volume",
            event.map(Fields::line).stream().toList(),
            "see whether storage class `"
                + text(claim, "/spec/storageClassName")
                + "` exists, and whether its provisioner runs");
    boolean refused = reason.equals("ProvisioningFailed") || reason.equals("FailedBinding");
    return refused
        ? Verdict.suspicious(cause).saying("not bound yet")
        : Verdict.progressing("not bound yet", cause);
  }

  /** Where no event says so (they expire, or may not be read), the storage class does. */
  private static boolean waitsForPod(ObjectNode claim, String reason, Surroundings around) {
    return reason.isEmpty()
        && text(claim, SELECTED_NODE).isEmpty()
        && around.storageClasses().stream()
            .filter(each -> name(each).equals(text(claim, "/spec/storageClassName")))
            .anyMatch(each -> text(each, "/volumeBindingMode").equals("WaitForFirstConsumer"));
  }
}
