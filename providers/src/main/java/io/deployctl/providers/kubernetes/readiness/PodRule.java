package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A pod is ready when its Ready condition says so, or when it ran to its end. */
final class PodRule {
  private PodRule() {}

  static Verdict judge(ObjectNode pod, Surroundings around) {
    String phase = text(pod, "/status/phase");
    if (phase.equals("Succeeded") || isTrue(pod, "Ready")) {
      return Verdict.ready(phase.equals("Succeeded") ? "succeeded" : "ready");
    }
    return containers(pod, "/status/initContainerStatuses", around)
        .or(() -> containers(pod, "/status/containerStatuses", around))
        .or(() -> failedPhase(pod, phase))
        .or(() -> unschedulable(pod, around))
        .orElseGet(() -> Verdict.progressing(onItsWay(pod)).explainedBy(lastEvent(pod, around)));
  }

  private static Optional<Verdict> containers(ObjectNode pod, String pointer, Surroundings around) {
    return items(pod, pointer).stream()
        .map(status -> ContainerCauses.of(pod, status, around))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Verdict> failedPhase(ObjectNode pod, String phase) {
    if (!phase.equals("Failed")) {
      return Optional.empty();
    }
    String reason = text(pod, "/status/reason");
    return Optional.of(
        Verdict.failed(
            new Cause(
                "pod-failed",
                "pod " + name(pod) + " failed" + (reason.isEmpty() ? "" : ": " + reason),
                List.of(text(pod, "/status/message")).stream().filter(s -> !s.isEmpty()).toList(),
                "look at the pod's events: `kubectl describe pod " + name(pod) + "`")));
  }

  private static Optional<Verdict> unschedulable(ObjectNode pod, Surroundings around) {
    Optional<JsonNode> scheduled =
        condition(pod, "PodScheduled").filter(c -> text(c, "/status").equals("False"));
    if (scheduled.isEmpty()) {
      return Optional.empty();
    }
    boolean growing =
        around.events(namespace(pod), uid(pod)).stream()
            .anyMatch(event -> text(event, "/reason").equals("TriggeredScaleUp"));
    Cause cause =
        new Cause(
            growing ? "waiting-for-nodes" : "unschedulable",
            "pod " + name(pod) + " can't be scheduled",
            List.of(text(scheduled.get(), "/message")),
            "free or add capacity, or change requests, node selectors or tolerations");
    return Optional.of(Verdict.suspicious("pod " + name(pod) + " can't be scheduled", cause));
  }

  private static String onItsWay(ObjectNode pod) {
    for (JsonNode status : items(pod, "/status/initContainerStatuses")) {
      if (!status.at("/ready").asBoolean(false)) {
        return "pod " + name(pod) + ": init container " + text(status, "/name") + " is running";
      }
    }
    return "pod " + name(pod) + " is starting";
  }

  private static Optional<Cause> lastEvent(ObjectNode pod, Surroundings around) {
    List<ObjectNode> warnings =
        around.events(namespace(pod), uid(pod)).stream()
            .filter(event -> text(event, "/type").equals("Warning"))
            .toList();
    if (warnings.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode last = warnings.get(warnings.size() - 1);
    boolean probe = text(last, "/reason").equals("Unhealthy");
    return Optional.of(
        new Cause(
            probe ? "probe-failing" : "not-ready",
            "pod " + name(pod) + (probe ? " does not pass its probe" : " is not ready"),
            List.of("event " + text(last, "/reason") + ": " + text(last, "/message")),
            probe
                ? "see whether the probe's path and port are right, and whether the start needs"
                    + " longer"
                : "look at the pod's logs: `kubectl logs " + name(pod) + "`"));
  }
}
