package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.events;
import static io.deployctl.providers.kubernetes.readiness.Fields.isFalse;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pod is ready when its Ready condition says so, or when it ran to its end. */
final class PodRule {
  private static final String INIT = "/status/initContainerStatuses";
  private static final String MAIN = "/status/containerStatuses";

  private final ObjectNode pod;
  private final Surroundings around;

  private PodRule(ObjectNode pod, Surroundings around) {
    this.pod = pod;
    this.around = around;
  }

  static Verdict judge(ObjectNode pod, Surroundings around) {
    String phase = text(pod, "/status/phase");
    if (phase.equals("Succeeded")) {
      return Verdict.ready("succeeded");
    }
    if (isTrue(pod, "Ready")) {
      return items(pod, MAIN).stream()
          .flatMap(status -> ContainerCauses.doubt(pod, status, around).stream())
          .findFirst()
          .map(crash -> Verdict.restarted("ready", crash, Proof.restarted(pod, around)))
          .orElseGet(
              () -> Verdict.ready("ready", isProbed(pod) ? Proof.NONE : Proof.begun(pod, around)));
    }
    return new PodRule(pod, around).explain(phase);
  }

  /** Without a probe, a container is ready as soon as its process begins. */
  private static boolean isProbed(ObjectNode pod) {
    return items(pod, "/spec/containers").stream()
        .allMatch(container -> container.has("readinessProbe") || container.has("startupProbe"));
  }

  private Verdict explain(String phase) {
    return containers()
        .or(() -> phase.equals("Failed") ? Optional.of(failed()) : Optional.empty())
        .or(() -> isFalse(pod, "PodScheduled") ? Optional.of(unscheduled()) : Optional.empty())
        .or(this::setUp)
        .or(this::initializing)
        .or(this::unready)
        .orElseGet(() -> Verdict.progressing("pod " + name(pod) + " is starting"));
  }

  /** Returns the worst that is wrong with a container; init containers come first. */
  private Optional<Verdict> containers() {
    List<Verdict> found = new ArrayList<>();
    for (JsonNode status : items(pod, INIT)) {
      ContainerCauses.of(pod, status, true, around).ifPresent(found::add);
    }
    for (JsonNode status : items(pod, MAIN)) {
      ContainerCauses.of(pod, status, false, around).ifPresent(found::add);
    }
    return found.stream().max(java.util.Comparator.comparing(Verdict::state));
  }

  private Verdict failed() {
    String reason = text(pod, "/status/reason");
    return Verdict.failed(
        Cause.of(
            CauseCode.POD_FAILED,
            "pod " + name(pod) + " failed" + (reason.isEmpty() ? "" : ": " + reason),
            List.of(text(pod, "/status/message")),
            "look at the pod: " + describe()));
  }

  private Verdict unscheduled() {
    JsonNode scheduled = condition(pod, "PodScheduled").orElseThrow();
    String message = withoutPreemption(text(scheduled, "/message"));
    if (text(scheduled, "/reason").equals("SchedulingGated")) {
      return Verdict.progressing(
          "pod " + name(pod) + " waits at a gate",
          Cause.of(
              CauseCode.SCHEDULING_GATED,
              "pod " + name(pod) + " is held back by a scheduling gate",
              List.of(message),
              "see whether the controller that lifts the gate runs"));
    }
    if (message.contains("unbound immediate PersistentVolumeClaims")
        || message.contains("persistentvolumeclaim")) {
      return Verdict.suspicious(PodVolumes.pending(pod, message, around));
    }
    Optional<ObjectNode> growth =
        newest(events(pod, around), "TriggeredScaleUp", "Nominated", "NotTriggerScaleUp")
            .filter(event -> !message.isEmpty());
    boolean growing =
        growth.filter(e -> !text(e, "/reason").equals("NotTriggerScaleUp")).isPresent();
    return Verdict.suspicious(
        Cause.of(
            growing ? CauseCode.WAITING_FOR_NODES : CauseCode.UNSCHEDULABLE,
            "pod " + name(pod) + (growing ? " waits for a new node" : " fits on no node"),
            List.of(message, growth.map(Fields::line).orElse("")),
            growing
                ? "see whether the node comes up: `kubectl get nodes`"
                : "add capacity, or change its requests, node selector or tolerations"));
  }

  /** That nothing can be gained by ending other pods explains nothing. */
  private static String withoutPreemption(String message) {
    return message.replaceFirst(
        "( no new claims to deallocate,)? preemption: .*"
            + "(not helpful for scheduling|No preemption victims found).*",
        "");
  }

  /** Before the first container starts, only events tell what the kubelet is stuck with. */
  private Optional<Verdict> setUp() {
    boolean started =
        items(pod, INIT).stream().anyMatch(status -> hasStarted(status))
            || items(pod, MAIN).stream().anyMatch(status -> hasStarted(status));
    return started ? Optional.empty() : PodVolumes.stuck(pod, events(pod, around));
  }

  private Optional<Verdict> initializing() {
    return items(pod, INIT).stream()
        .filter(status -> status.at("/state").has("running"))
        .filter(status -> !status.at("/started").asBoolean(false) || !isSidecar(status))
        .findFirst()
        .map(
            status ->
                Verdict.progressing(
                    "pod " + name(pod) + ": init container " + text(status, "/name") + " runs",
                    Cause.of(
                            CauseCode.INIT_WAITING,
                            "init container %s in pod %s is not done"
                                .formatted(text(status, "/name"), name(pod)),
                            List.of("running since " + text(status, "/state/running/startedAt")),
                            "see what it waits for, and whether that is there")
                        .explainedBy(log(status))));
  }

  /** A probe that fails is how every slow start looks: it explains, and never fails a wait. */
  private Optional<Verdict> unready() {
    Optional<JsonNode> container =
        items(pod, MAIN).stream()
            .filter(status -> !status.at("/ready").asBoolean(false))
            .filter(status -> status.at("/state").has("running"))
            .findFirst();
    if (container.isEmpty()) {
      return gate();
    }
    String subject = "container " + text(container.get(), "/name") + " in pod " + name(pod);
    Optional<ObjectNode> probe = newest(events(pod, around), "Unhealthy", "ProbeWarning");
    Cause cause =
        probe.isPresent()
            ? Cause.of(
                CauseCode.PROBE_FAILING,
                subject + " does not pass its probe",
                List.of(Fields.line(probe.get())),
                "see whether the probe's path and port are right, and whether the start needs"
                    + " longer")
            : Cause.of(
                CauseCode.NOT_READY,
                subject + " runs, and is not ready",
                List.of(),
                "see what it waits for in its last lines");
    return Optional.of(
        Verdict.progressing(
            "pod " + name(pod) + " runs, and is not ready yet",
            cause.explainedBy(log(container.get()))));
  }

  private Optional<Verdict> gate() {
    return items(pod, "/spec/readinessGates").stream()
        .map(gate -> text(gate, "/conditionType"))
        .filter(type -> !isTrue(pod, type))
        .findFirst()
        .map(
            type ->
                Verdict.progressing(
                    "pod " + name(pod) + " waits for " + type,
                    Cause.of(
                        CauseCode.READINESS_GATE,
                        "pod " + name(pod) + " waits for its readiness gate " + type,
                        List.of(condition(pod, type).map(c -> text(c, "/message")).orElse("")),
                        "see whether the controller that sets this condition runs")));
  }

  private boolean isSidecar(JsonNode status) {
    return items(pod, "/spec/initContainers").stream()
        .filter(container -> text(container, "/name").equals(text(status, "/name")))
        .anyMatch(container -> text(container, "/restartPolicy").equals("Always"));
  }

  private static boolean hasStarted(JsonNode status) {
    return status.at("/state").has("running")
        || status.at("/state").has("terminated")
        || status.at("/lastState").has("terminated");
  }

  private LogPlace log(JsonNode status) {
    return new LogPlace(namespace(pod), name(pod), text(status, "/name"), false);
  }

  private String describe() {
    return "`kubectl describe pod -n " + namespace(pod) + " " + name(pod) + "`";
  }
}
