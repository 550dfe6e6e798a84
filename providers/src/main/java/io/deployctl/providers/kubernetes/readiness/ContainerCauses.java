package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why one container does not run, from its status; reasons as the kubelet writes them. */
final class ContainerCauses {
  private static final Set<String> START =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "PreCreateHookError",
          "PreStartHookError",
          "PostStartHookError");

  /** How the runtime writes the end of a process that never was. */
  private static final Set<String> NEVER_STARTED = Set.of("StartError", "ContainerCannotRun");

  private static final String HOOK_HINT =
      "see why the command of its `postStart` hook fails: the kubelet then ends the container";

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

  /**
   * Returns what makes one doubt a container that is ready: it failed before, and was restarted.
   * Between two crashes, every container is well for a moment.
   */
  static Optional<Cause> doubt(ObjectNode pod, JsonNode status, Surroundings around) {
    ContainerCauses causes = new ContainerCauses(pod, status, false, around);
    return causes.wasRestarted() ? Optional.of(causes.crash(ENDED_BEFORE)) : Optional.empty();
  }

  private Optional<Verdict> find() {
    String reason = text(status, WAITING);
    if (ImagePulls.waits(reason)) {
      return Optional.of(ImagePulls.judge(pod, status, container, reason, around));
    }
    if (START.contains(reason)) {
      return Optional.of(start(reason, text(status, "/state/waiting/message")));
    }
    if (reason.equals("CrashLoopBackOff")) {
      return Optional.of(Verdict.suspicious(crash(ENDED_BEFORE)));
    }
    if (number(status, ENDED + "/exitCode", 0) != 0) {
      boolean neverAgain = text(pod, "/spec/restartPolicy").equals("Never");
      return Optional.of(
          neverAgain ? Verdict.failed(crashes(ENDED).forGood()) : Verdict.suspicious(crash(ENDED)));
    }
    // Running again: whether it is well now, only time can tell. A slow start is no failure.
    return wasRestarted() && !status.at("/ready").asBoolean(false)
        ? Optional.of(Verdict.suspicious(crash(ENDED_BEFORE)).onlyExplaining())
        : Optional.empty();
  }

  private boolean wasRestarted() {
    return number(status, "/restartCount", 0) > 0
        && status.at("/state").has("running")
        && number(status, ENDED_BEFORE + "/exitCode", 0) != 0;
  }

  private Verdict start(String reason, String message) {
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
            : unstartable(reason + ": " + message, startHint(reason)));
  }

  private static String startHint(String reason) {
    return reason.equals("PostStartHookError")
        ? HOOK_HINT
        : "see whether its command, user and security context fit the image";
  }

  /** Between two attempts to start it, a container that never started looks like one that ended. */
  private Cause crash(String ended) {
    String reason = text(status, ended + "/reason");
    if (NEVER_STARTED.contains(reason)) {
      return unstartable(
          reason + ": " + text(status, ended + "/message"),
          "see whether its command, user and security context fit the image");
    }
    Optional<ObjectNode> hook = newest(events(), "FailedPostStartHook");
    return hook.isPresent()
        ? unstartable(Fields.line(hook.get()), HOOK_HINT)
        : crashes(ended).again();
  }

  private Cause unstartable(String evidence, String hint) {
    return Cause.of(
        CauseCode.CONTAINER_START, container + " can't be started", List.of(evidence), hint);
  }

  private Crashes crashes(String ended) {
    return new Crashes(pod, status, container, ended, events());
  }

  /** Returns the events about this container. */
  private List<ObjectNode> events() {
    return Fields.events(pod, around).stream()
        .filter(
            event ->
                text(event, "/involvedObject/fieldPath")
                    .endsWith("{" + text(status, "/name") + "}"))
        .toList();
  }
}
