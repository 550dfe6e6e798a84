package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why the API server refuses to create a workload's pods, which then never show up. */
final class Creations {
  private static final List<String> DENIALS =
      List.of("denied the request", "violates podsecurity", "is forbidden", "is invalid");

  private Creations() {}

  /** Returns what the owner's {@code ReplicaFailure} condition comes to, if it has one. */
  static Optional<Verdict> refused(ObjectNode owner) {
    return condition(owner, "ReplicaFailure")
        .filter(condition -> text(condition, "/status").equals("True"))
        .map(condition -> judge(text(condition, "/message")));
  }

  /**
   * Returns what the owner's events say of creations that failed and did not succeed since. An
   * event can be about an earlier state of the owner, so that it is never taken for a failure at
   * once.
   */
  static Optional<Verdict> refused(ObjectNode owner, Surroundings around) {
    return newest(Fields.events(owner, around), "FailedCreate", "SuccessfulCreate")
        .filter(event -> text(event, "/reason").equals("FailedCreate"))
        .map(event -> judge(text(event, "/message")))
        .map(verdict -> Verdict.suspicious(verdict.cause().orElseThrow()));
  }

  /** A quota may be raised or freed; what admission denies stays denied. */
  private static Verdict judge(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("exceeded quota")) {
      return suspicious(
          CauseCode.QUOTA_EXCEEDED,
          "its pods can't be created: quota exceeded",
          message,
          "raise the ResourceQuota, or ask for less in `resources.requests`");
    }
    if (lower.contains("serviceaccount") && lower.contains("not found")) {
      return suspicious(
          CauseCode.SERVICE_ACCOUNT_MISSING,
          "its pods can't be created: their service account is not there",
          message,
          "add the ServiceAccount to an earlier step, or correct `serviceAccountName`");
    }
    if (lower.contains("failed calling webhook")) {
      return suspicious(
          CauseCode.WEBHOOK_UNREACHABLE,
          "its pods can't be created: an admission webhook does not answer",
          message,
          "see whether the webhook's own pods are ready");
    }
    if (DENIALS.stream().anyMatch(lower::contains)) {
      return Verdict.failed(
          Cause.of(
              CauseCode.ADMISSION_DENIED,
              "the API server refuses to create its pods",
              List.of(message),
              "change the pod template so that it passes, or have the policy changed"));
    }
    return suspicious(
        CauseCode.PODS_NOT_CREATED,
        "its pods can't be created",
        message,
        "correct what the message names");
  }

  private static Verdict suspicious(CauseCode code, String summary, String message, String hint) {
    return Verdict.suspicious(Cause.of(code, summary, List.of(message), hint));
  }
}
