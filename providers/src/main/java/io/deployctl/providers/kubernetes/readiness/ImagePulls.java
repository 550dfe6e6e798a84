package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.events;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Why an image is not there, from what the kubelet quotes of the registry and the runtime. */
final class ImagePulls {
  private static final Set<String> REASONS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final List<String> DENIALS =
      List.of(
          "401 unauthorized", "403 forbidden", "authorization failed", "access denied", "denied:");
  private static final List<String> UNREACHED =
      List.of("dial tcp", "i/o timeout", "tls: ", "code = unavailable", "too many requests");

  /** What containerd and others say of an answer of 500 and above. */
  private static final String OUT_OF_ORDER =
      ".*(?:status code|status|failed with).*\\b5\\d\\d\\b.*";

  private ImagePulls() {}

  /** Returns whether a container that waits for the reason waits for its image. */
  static boolean waits(String reason) {
    return REASONS.contains(reason);
  }

  /**
   * Judges a container that waits for its image. A wrong name and an answer that there is none are
   * final; a registry that is slow, busy or away may come back.
   */
  static Verdict judge(
      ObjectNode pod, JsonNode status, String container, String reason, Surroundings around) {
    List<String> evidence = evidence(pod, status, reason, around);
    boolean nameless = reason.equals("InvalidImageName");
    boolean none = evidence.stream().anyMatch(ImagePulls::saysThatThereIsNone);
    Cause cause =
        Cause.of(
            CauseCode.IMAGE_PULL,
            "image `%s` of %s %s"
                .formatted(
                    text(status, "/image"),
                    container,
                    nameless ? "has no valid name" : "can't be pulled"),
            evidence,
            hint(reason, none, String.join("\n", evidence).toLowerCase(Locale.ROOT)));
    return nameless || none || reason.equals("ErrImageNeverPull")
        ? Verdict.failed(cause)
        : Verdict.suspicious(cause);
  }

  /** Newer kubelets say in the status why a pull failed; of older ones, only an event tells. */
  private static List<String> evidence(
      ObjectNode pod, JsonNode status, String reason, Surroundings around) {
    String message = text(status, "/state/waiting/message");
    List<String> evidence = new ArrayList<>();
    evidence.add(message.isEmpty() ? reason : reason + ": " + message);
    if (!message.contains("failed to")) {
      Stream<ObjectNode> pulls =
          events(pod, around).stream()
              .filter(event -> text(event, "/message").startsWith("Failed to pull image"));
      newest(pulls.toList(), "Failed").map(Fields::line).ifPresent(evidence::add);
    }
    return evidence;
  }

  private static boolean saysThatThereIsNone(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("manifest unknown")
        || lower.endsWith(": not found")
        || lower.contains("code = notfound")
        || lower.contains("repository does not exist");
  }

  private static String hint(String reason, boolean none, String said) {
    if (reason.equals("InvalidImageName")) {
      return "correct the image's name: REGISTRY/REPOSITORY:TAG, in lower case up to the tag";
    }
    if (reason.equals("ErrImageNeverPull")) {
      return "put the image on the nodes, or let it be pulled: `imagePullPolicy: IfNotPresent`";
    }
    if (!none && DENIALS.stream().anyMatch(said::contains)) {
      return "see whether the image's name is right, and whether the pod's `imagePullSecrets` may"
          + " pull it";
    }
    boolean away =
        UNREACHED.stream().anyMatch(said::contains)
            || said.lines().anyMatch(l -> l.matches(OUT_OF_ORDER));
    return !none && away
        ? "see whether the registry's name is right, and whether it answers the nodes"
        : "see whether the image's name and tag exist, and whether the cluster may pull it";
  }
}
