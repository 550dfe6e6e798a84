package io.deployctl.providers.kubernetes.readiness;

import java.util.List;
import java.util.Locale;

/** Why the API server refuses to create a workload's pods. */
final class Creations {
  private Creations() {}

  /**
   * Judges the message of a {@code ReplicaFailure} condition or a {@code FailedCreate} event. A
   * quota may be raised or freed; what admission denies stays denied.
   */
  static Verdict refused(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("exceeded quota")) {
      return Verdict.suspicious(
          "pods can't be created: quota exceeded",
          new Cause(
              "quota-exceeded",
              "pods can't be created: quota exceeded",
              List.of(message),
              "raise the ResourceQuota, or ask for less in `resources.requests`"));
    }
    if (lower.contains("serviceaccount") && lower.contains("not found")) {
      return Verdict.suspicious(
          "pods can't be created: no service account",
          new Cause(
              "service-account-missing",
              "pods can't be created: their service account is not there",
              List.of(message),
              "add the ServiceAccount to an earlier step, or correct `serviceAccountName`"));
    }
    return Verdict.failed(
        new Cause(
            "admission-denied",
            "the API server refuses to create its pods",
            List.of(message),
            "change the pod template so that it passes admission, or have the policy changed"));
  }
}
