package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a container ended: by itself, for want of memory, or by the kubelet, whose probe it failed.
 *
 * @param pod the container's pod
 * @param status its entry in the pod's status
 * @param container what it is called in output
 * @param ended where its end stands in the status
 * @param events those about this container, the newest last
 */
record Crashes(
    ObjectNode pod, JsonNode status, String container, String ended, List<ObjectNode> events) {
  /** How processes end that are asked to by the kubelet. */
  private static final Set<Integer> ENDED_BY_OTHERS = Set.of(0, 137, 143);

  /** What shells and container runtimes mean by them; above 128 it is the number of a signal. */
  private static final Map<Integer, String> MEANINGS =
      Map.of(
          126, "not executable",
          127, "command not found",
          134, "SIGABRT",
          137, "SIGKILL",
          139, "SIGSEGV",
          143, "SIGTERM");

  /** Returns why the container ends again and again. */
  Cause again() {
    if (isMemory()) {
      return cause(CauseCode.OUT_OF_MEMORY, "runs out of memory", MEMORY_HINT);
    }
    Optional<String> probe = killer();
    if (probe.isPresent()) {
      return cause(
          CauseCode.CRASH_LOOP,
          "is restarted by its " + probe.get() + " probe again and again",
          "see whether the probe's path, port and times are right; a slow start needs a"
              + " `startupProbe` that lasts longer");
    }
    return cause(
        CauseCode.CRASH_LOOP,
        "ends again and again",
        exitCode() == 0
            ? "keep its process in the foreground: a container that is done is restarted"
            : "correct what its last lines name: `kubectl logs -n %s %s -c %s --previous`"
                .formatted(namespace(pod), name(pod), text(status, "/name")));
  }

  /** Returns why the container failed for good. */
  Cause forGood() {
    return isMemory()
        ? cause(CauseCode.OUT_OF_MEMORY, "was killed: out of memory", MEMORY_HINT)
        : cause(CauseCode.POD_FAILED, "failed", "correct what its last lines name");
  }

  /** Returns how it ended, such as {@code exit code 137 (OOMKilled), 3 restarts}. */
  String end() {
    String reason = text(status, ended + "/reason");
    boolean plain = reason.isEmpty() || reason.equals("Error");
    String meaning = plain ? MEANINGS.getOrDefault(exitCode(), "") : reason;
    int restarts = number(status, "/restartCount", 0);
    return "exit code %d%s, %s"
        .formatted(
            exitCode(),
            meaning.isEmpty() ? "" : " (" + meaning + ")",
            restarts == 1 ? "1 restart" : restarts + " restarts");
  }

  private static final String MEMORY_HINT =
      "raise `resources.limits.memory`, or have the process use less";

  private Cause cause(CauseCode code, String what, String hint) {
    List<String> evidence = new ArrayList<>();
    evidence.add(end());
    evidence.add(text(status, ended + "/message").strip());
    failedProbe().map(Fields::line).ifPresent(evidence::add);
    return Cause.of(code, container + " " + what, evidence, hint)
        .explainedBy(new LogPlace(namespace(pod), name(pod), text(status, "/name"), isBefore()));
  }

  /** The kubelet restarts what fails its liveness or startup probe. */
  private Optional<ObjectNode> failedProbe() {
    return newest(
        events.stream().filter(event -> !text(event, "/message").startsWith("Readiness")).toList(),
        "Unhealthy");
  }

  /** Returns which probe had the kubelet end the container, if one had. */
  private Optional<String> killer() {
    return failedProbe()
        .filter(event -> ENDED_BY_OTHERS.contains(exitCode()))
        .map(event -> text(event, "/message").startsWith("Startup") ? "startup" : "liveness");
  }

  private boolean isMemory() {
    return text(status, ended + "/reason").equals("OOMKilled");
  }

  /** Whether a run before the present one is meant. */
  private boolean isBefore() {
    return ended.startsWith("/lastState");
  }

  private int exitCode() {
    return number(status, ended + "/exitCode", -1);
  }
}
