package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.events;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds a pod up before its containers start: claims, mounts, its network. */
final class PodVolumes {
  private PodVolumes() {}

  /** Returns why a pod that waits for its claims can't be scheduled: what is said of the claims. */
  static Cause pending(ObjectNode pod, String message, Surroundings around) {
    List<String> evidence = new ArrayList<>();
    evidence.add(message);
    Set<String> names =
        items(pod, "/spec/volumes").stream()
            .map(volume -> text(volume, "/persistentVolumeClaim/claimName"))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    for (ObjectNode claim : around.claims(namespace(pod))) {
      if (names.contains(name(claim)) && !text(claim, "/status/phase").equals("Bound")) {
        evidence.add(
            "claim " + name(claim) + " of storage class `" + storageClass(claim) + "` is pending");
        newest(events(claim, around), "ProvisioningFailed", "FailedBinding")
            .map(Fields::line)
            .ifPresent(evidence::add);
      }
    }
    return Cause.of(
        CauseCode.VOLUME_PENDING,
        "pod " + name(pod) + " waits for its volume",
        evidence,
        "see whether the claim exists, its storage class too, and whether its provisioner runs");
  }

  /** Returns what the kubelet is stuck with, if an event says so. */
  static Optional<Verdict> stuck(ObjectNode pod, List<ObjectNode> events) {
    return newest(events, "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox")
        .map(event -> stuck(pod, event));
  }

  private static Verdict stuck(ObjectNode pod, ObjectNode event) {
    String message = text(event, "/message");
    String starting = "pod " + name(pod) + " is being set up";
    if (text(event, "/reason").equals("FailedCreatePodSandBox")) {
      return Verdict.progressing(
          starting,
          Cause.of(
              CauseCode.POD_SANDBOX,
              "pod " + name(pod) + " gets no network",
              List.of(Fields.line(event)),
              "see whether the network plugin runs on node " + text(pod, "/spec/nodeName")));
    }
    boolean missing =
        message.contains("not found")
            && (message.contains("configmap") || message.contains("secret"));
    if (missing) {
      return Verdict.suspicious(
          Cause.of(
              CauseCode.CONFIG_MISSING,
              "pod " + name(pod) + " needs configuration that is not there",
              List.of(Fields.line(event)),
              "add the ConfigMap, Secret or key to an earlier step, or correct its name"));
    }
    return Verdict.progressing(
        starting,
        Cause.of(
            CauseCode.VOLUME_MOUNT,
            "a volume of pod " + name(pod) + " can't be mounted",
            List.of(Fields.line(event)),
            "see whether the volume is still attached to another node"));
  }

  private static String storageClass(ObjectNode claim) {
    return text(claim, "/spec/storageClassName");
  }
}
