package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a container does not run, from its status; reasons as the kubelet writes them. */
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
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  private ContainerCauses() {}

  static Optional<Verdict> of(ObjectNode pod, JsonNode status, Surroundings around) {
    String reason = text(status, "/state/waiting/reason");
    if (PULL.contains(reason)) {
      return Optional.of(pull(pod, status, reason, around));
    }
    if (START.contains(reason)) {
      return Optional.of(start(pod, status, reason));
    }
    if (reason.equals("CrashLoopBackOff")) {
      return Optional.of(crash(pod, status, "/lastState/terminated", true, around));
    }
    boolean died = number(status, "/state/terminated/exitCode", 0) != 0;
    if (died) {
      return Optional.of(ended(pod, status, around));
    }
    boolean restarted =
        number(status, "/restartCount", 0) > 0 && !status.at("/ready").asBoolean(false);
    return restarted && number(status, "/lastState/terminated/exitCode", 0) != 0
        ? Optional.of(crash(pod, status, "/lastState/terminated", true, around))
        : Optional.empty();
  }

  private static Verdict pull(ObjectNode pod, JsonNode status, String reason, Surroundings around) {
    List<String> evidence = new ArrayList<>();
    String message = text(status, "/state/waiting/message");
    evidence.add(reason + (message.isEmpty() ? "" : ": " + message));
    lastEvent(pod, "Failed", around).ifPresent(evidence::add);
    Cause cause =
        new Cause(
            "image-pull",
            "the image `"
                + text(status, "/image")
                + "` of container "
                + text(status, "/name")
                + " in pod "
                + name(pod)
                + " can't be pulled",
            evidence,
            "see whether the image's name and tag exist, and whether the cluster may pull it");
    boolean terminal =
        reason.equals("InvalidImageName")
            || reason.equals("ErrImageNeverPull")
            || evidence.stream().anyMatch(ContainerCauses::saysThatThereIsNone);
    return terminal ? Verdict.failed(cause) : Verdict.suspicious(cause.summary(), cause);
  }

  private static boolean saysThatThereIsNone(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("manifest unknown")
        || lower.contains("not found")
        || lower.contains("repository does not exist");
  }

  private static Verdict start(ObjectNode pod, JsonNode status, String reason) {
    Cause cause =
        new Cause(
            "container-config",
            "container " + text(status, "/name") + " in pod " + name(pod) + " can't be started",
            List.of(reason + ": " + text(status, "/state/waiting/message")),
            "see whether the ConfigMaps, Secrets and keys that it names exist");
    return Verdict.suspicious(cause.summary(), cause);
  }

  private static Verdict ended(ObjectNode pod, JsonNode status, Surroundings around) {
    Verdict crash = crash(pod, status, "/state/terminated", false, around);
    boolean neverAgain = text(pod, "/spec/restartPolicy").equals("Never");
    return neverAgain ? Verdict.failed(crash.cause().orElseThrow()) : crash;
  }

  private static Verdict crash(
      ObjectNode pod, JsonNode status, String terminated, boolean previous, Surroundings around) {
    String container = text(status, "/name");
    int exitCode = number(status, terminated + "/exitCode", -1);
    String reason = text(status, terminated + "/reason");
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "exit code %d%s, %d restarts"
            .formatted(
                exitCode,
                reason.isEmpty() || reason.equals("Error") ? "" : " (" + reason + ")",
                number(status, "/restartCount", 0)));
    around
        .lastLogLines(namespace(pod), name(pod), container, previous)
        .forEach(line -> evidence.add("log: " + line));
    Cause cause =
        new Cause(
            reason.equals("OOMKilled") ? "out-of-memory" : "crash-loop",
            "container " + container + " in pod " + name(pod) + " ends again and again",
            evidence,
            reason.equals("OOMKilled")
                ? "raise `resources.limits.memory`, or have the process use less"
                : "read its last lines: `kubectl logs "
                    + name(pod)
                    + " -c "
                    + container
                    + " --previous`");
    return Verdict.suspicious(cause.summary(), cause);
  }

  private static Optional<String> lastEvent(ObjectNode pod, String reason, Surroundings around) {
    List<String> messages =
        around.events(namespace(pod), uid(pod)).stream()
            .filter(event -> text(event, "/reason").equals(reason))
            .map(event -> "event " + reason + ": " + text(event, "/message"))
            .toList();
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(messages.size() - 1));
  }
}
