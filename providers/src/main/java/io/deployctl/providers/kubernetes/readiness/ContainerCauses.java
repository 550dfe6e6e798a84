package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.events;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why one container does not run, from its status; reasons as the kubelet writes them. */
final class ContainerCauses {
  private static final Set<String> PULL =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");
  private static final Set<String> START =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "PreCreateHookError",
          "PreStartHookError",
          "PostStartHookError");
  private static final String WAITING = "/state/waiting/reason";
  private static final String ENDED = "/state/terminated";
  private static final String ENDED_BEFORE = "/lastState/terminated";

  private final ObjectNode pod;
  private final JsonNode status;
  private final String container;
  private final Surroundings around;

  private ContainerCauses(ObjectNode pod, JsonNode status, boolean init, Surroundings around) {
    this.pod = pod;
    this.status = status;
    this.container =
        (init ? "init container " : "container ") + text(status, "/name") + " in pod " + name(pod);
    this.around = around;
  }

  /**
   * Returns what is wrong with the container, if something is.
   *
   * @param status its entry in the pod's status
   * @param init whether it is an init container
   */
  static Optional<Verdict> of(ObjectNode pod, JsonNode status, boolean init, Surroundings around) {
    return new ContainerCauses(pod, status, init, around).find();
  }

  private Optional<Verdict> find() {
    String reason = text(status, WAITING);
    if (PULL.contains(reason)) {
      return Optional.of(pull(reason));
    }
    if (START.contains(reason)) {
      return Optional.of(start(reason));
    }
    if (reason.equals("CrashLoopBackOff")) {
      return Optional.of(Verdict.suspicious(crash(ENDED_BEFORE)));
    }
    if (number(status, ENDED + "/exitCode", 0) != 0) {
      boolean neverAgain = text(pod, "/spec/restartPolicy").equals("Never");
      return Optional.of(neverAgain ? Verdict.failed(end()) : Verdict.suspicious(crash(ENDED)));
    }
    // Running again: whether it is well now, only time can tell. A slow start is no failure.
    boolean restarted =
        number(status, "/restartCount", 0) > 0 && !status.at("/ready").asBoolean(false);
    return restarted && number(status, ENDED_BEFORE + "/exitCode", 0) != 0
        ? Optional.of(Verdict.suspicious(crash(ENDED_BEFORE)).onlyExplaining())
        : Optional.empty();
  }

  private Verdict pull(String reason) {
    String message = text(status, "/state/waiting/message");
    List<String> evidence = new ArrayList<>();
    evidence.add(message.isEmpty() ? reason : reason + ": " + message);
    if (!message.contains("rpc error")) {
      newest(events(pod, around), "Failed").map(Fields::line).ifPresent(evidence::add);
    }
    Cause cause =
        Cause.of(
            CauseCode.IMAGE_PULL,
            "image `" + text(status, "/image") + "` of " + container + " can't be pulled",
            evidence,
            "see whether the image's name and tag exist, and whether the cluster may pull it");
    boolean terminal =
        reason.equals("InvalidImageName")
            || reason.equals("ErrImageNeverPull")
            || evidence.stream().anyMatch(ContainerCauses::saysThatThereIsNone);
    return terminal ? Verdict.failed(cause) : Verdict.suspicious(cause);
  }

  private static boolean saysThatThereIsNone(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("manifest unknown")
        || lower.endsWith(": not found")
        || lower.contains("code = notfound")
        || lower.contains("repository does not exist");
  }

  private Verdict start(String reason) {
    String message = text(status, "/state/waiting/message");
    boolean missing =
        reason.equals("CreateContainerConfigError")
            && (message.contains("not found") || message.contains("couldn't find key"));
    return Verdict.suspicious(
        missing
            ? Cause.of(
                CauseCode.CONFIG_MISSING,
                container + " needs configuration that is not there",
                List.of(message),
                "add the ConfigMap, Secret or key to an earlier step, or correct its name")
            : Cause.of(
                CauseCode.CONTAINER_START,
                container + " can't be started",
                List.of(reason + ": " + message),
                "see whether its command, user and security context fit the image"));
  }

  private Cause end() {
    Cause crash = crash(ENDED);
    boolean memory = crash.code() == CauseCode.OUT_OF_MEMORY;
    return new Cause(
        memory ? CauseCode.OUT_OF_MEMORY : CauseCode.POD_FAILED,
        container + (memory ? " was killed: out of memory" : " failed"),
        crash.evidence(),
        crash.log(),
        memory ? crash.hint() : "correct what its last lines name");
  }

  private Cause crash(String terminated) {
    int exitCode = number(status, terminated + "/exitCode", -1);
    String reason = text(status, terminated + "/reason");
    boolean plain = reason.isEmpty() || reason.equals("Error");
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "exit code %d%s, %s"
            .formatted(
                exitCode,
                plain ? "" : " (" + reason + ")",
                restarts(number(status, "/restartCount", 0))));
    evidence.add(text(status, terminated + "/message").strip());
    killedByProbe().ifPresent(evidence::add);
    boolean memory = reason.equals("OOMKilled");
    String kubectl = "`kubectl logs -n %s %s -c %s --previous`";
    return Cause.of(
            memory ? CauseCode.OUT_OF_MEMORY : CauseCode.CRASH_LOOP,
            container + (memory ? " runs out of memory" : " ends again and again"),
            evidence,
            memory
                ? "raise `resources.limits.memory`, or have the process use less"
                : exitCode == 0
                    ? "keep its process in the foreground: a container that is done is restarted"
                    : "correct what its last lines name: "
                        + kubectl.formatted(namespace(pod), name(pod), text(status, "/name")))
        .explainedBy(
            new LogPlace(
                namespace(pod), name(pod), text(status, "/name"), terminated.equals(ENDED_BEFORE)));
  }

  /** The kubelet restarts what fails its liveness or startup probe: then the probe is to blame. */
  private Optional<String> killedByProbe() {
    return newest(
            events(pod, around).stream()
                .filter(event -> text(event, "/reason").equals("Unhealthy"))
                .filter(event -> !text(event, "/message").startsWith("Readiness"))
                .filter(
                    event ->
                        text(event, "/involvedObject/fieldPath")
                            .endsWith("{" + text(status, "/name") + "}"))
                .toList(),
            "Unhealthy")
        .map(Fields::line);
  }

  private static String restarts(int count) {
    return count == 1 ? "1 restart" : count + " restarts";
  }
}
